import type { V1PodSpec } from "@kubernetes/client-node";
import { systemConfigOf } from "../config/system-config.js";
import { podSpecsOf } from "../manifests/pod-specs.js";
import { lacksPullSecrets } from "../manifests/pull-secrets.js";
import type { ActionContext, GardenLog, KubeApi } from "./garden.js";
import { readWorkload, type WorkloadName } from "./live-workload.js";
import type { PatchContext } from "./patch.js";
import { runsPodlessCommand } from "./podless.js";
import { pullSecretsOf } from "./provider-pull-secrets.js";
import { ensureOrExplain } from "./secrets.js";
import { accountPullSecrets } from "./service-account.js";
import { installing, keyOf, type ListBefore } from "./system-pull-secrets.js";

type Install = (ctx: ActionContext, log: GardenLog) => Promise<void>;
type GetStatus = (ctx: ActionContext, log: GardenLog) => Promise<string>;

/** What Garden installs into its system namespace: a controller, or the default backend. */
interface Component {
  getStatus: GetStatus;
}

/** One of Garden's ingress controllers; `getGardenIngressController` makes it anew for each call. */
export interface IngressController extends Component {
  /** Up to 0.13.49; from 0.13.50 on it is `ensure`. */
  install?: Install;
  ensure?: Install;
  readonly defaultBackend?: Component;
}

/** A workload of a controller's, and the ServiceAccount of its pods where Garden's own manifests don't hold that. */
export interface SystemWorkload extends WorkloadName {
  readonly account?: string;
}

export const defaultBackendWorkload: SystemWorkload = {
  kind: "Deployment",
  name: "default-backend",
  account: "default",
};

/** Lets the controller install its `workloads` with pull secrets, and count as outdated where one that is there lacks
 *  them: Garden looks at their health only. Changes the controller itself. */
export function equipController(
  controller: IngressController,
  workloads: readonly SystemWorkload[],
  context: PatchContext,
): void {
  const { install, ensure, defaultBackend } = controller;
  const all = defaultBackend
    ? [...workloads, defaultBackendWorkload]
    : workloads;
  if (install) controller.install = prepared(install, controller, all, context);
  if (ensure) controller.ensure = prepared(ensure, controller, all, context);
  judgeByPullSecrets(controller, workloads, context);
  if (defaultBackend)
    judgeByPullSecrets(defaultBackend, [defaultBackendWorkload], context);
}

/** The Secrets are in the system namespace, and what the manifests' makers can't ask for is known, before `install`. */
function prepared(
  install: Install,
  controller: IngressController,
  workloads: readonly SystemWorkload[],
  context: PatchContext,
): Install {
  return async (ctx, log) => {
    const { provider } = ctx;
    const { references, sources } = pullSecretsOf(provider);
    if (references.length === 0) {
      await install.call(controller, ctx, log);
      return;
    }
    const { namespace } = systemConfigOf(provider.config);
    const api = await context.name("KubeApi").factory(log, ctx, provider);
    await ensureOrExplain(context, { api, namespace, secrets: sources, log });
    const before = await Promise.all(
      workloads.map(
        async (workload) =>
          [
            keyOf(workload),
            await listBefore(workload, { api, namespace, log }),
          ] as const,
      ),
    );
    await installing({ references, before: new Map(before) }, () =>
      install.call(controller, ctx, log),
    );
  };
}

interface Place {
  readonly api: KubeApi;
  readonly namespace: string;
  readonly log: GardenLog;
}

/** What the workload lists if it is there already, where other projects may have added pull secrets of theirs; else
 *  what its ServiceAccount does. */
async function listBefore(
  { account, ...workload }: SystemWorkload,
  { api, namespace, log }: Place,
): Promise<ListBefore> {
  const live = await readWorkload(api, namespace, workload, log);
  const [podSpec] = live ? podSpecsOf(live) : [];
  const own = (podSpec?.imagePullSecrets ?? []).flatMap(({ name }) =>
    name ? [{ name }] : [],
  );
  if (live && workload.kind === "Job") return { references: own, fixed: true };
  const planned: V1PodSpec | null =
    account === undefined
      ? null
      : { containers: [], serviceAccountName: account };
  const spec = podSpec ?? planned;
  const search = { api, namespace, manifests: [], log };
  const references = spec
    ? [...own, ...(await accountPullSecrets(spec, search))]
    : own;
  return { references, fixed: false };
}

function judgeByPullSecrets(
  component: Component,
  workloads: readonly WorkloadName[],
  context: PatchContext,
): void {
  const getStatus = component.getStatus.bind(component);
  // The template of a Job can't be changed.
  const judged = workloads.filter(({ kind }) => kind !== "Job");
  component.getStatus = async (ctx, log) => {
    const found = await getStatus(ctx, log);
    if (found !== "ready" || runsPodlessCommand(ctx)) return found;
    const { references } = pullSecretsOf(ctx.provider);
    if (references.length === 0) return found;
    const { namespace } = systemConfigOf(ctx.provider.config);
    const api = await context.name("KubeApi").factory(log, ctx, ctx.provider);
    const live = await Promise.all(
      judged.map((workload) => readWorkload(api, namespace, workload, log)),
    );
    return live
      .flatMap((workload) => (workload ? podSpecsOf(workload) : []))
      .some((podSpec) => lacksPullSecrets(podSpec, references))
      ? "outdated"
      : found;
  };
}
