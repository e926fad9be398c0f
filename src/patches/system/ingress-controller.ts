import type { V1PodSpec } from "@kubernetes/client-node";
import { systemConfigOf } from "../../config/system-config.js";
import { podSpecsOf } from "../../manifests/pod-specs.js";
import { lacksPullSecrets } from "../../manifests/with-pull-secrets.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";
import type { ActionContext, GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import {
  readWorkload,
  type WorkloadName,
  workloadKey,
} from "../../cluster/live-workload.js";
import type { PatchContext } from "../patch.js";
import { runsPodlessCommand } from "../deploys/podless.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import type { ListBefore } from "../running.js";
import { ensureOrExplain } from "../deploys/secrets.js";
import { accountPullSecrets } from "../../cluster/account-pull-secrets.js";
import { installing, prepareInstall } from "./system-pull-secrets.js";

type Install = (
  ctx: ActionContext,
  log: GardenLog,
  ...rest: never[]
) => Promise<void>;
type GetStatus = (
  ctx: ActionContext,
  log: GardenLog,
  ...rest: never[]
) => Promise<string>;

/** What Garden installs into its system namespace: a controller, or the default backend. */
interface Component {
  getStatus: GetStatus;
  /** Up to 0.13.49; from 0.13.50 on it is `ensure`. */
  install?: Install;
  ensure?: Install;
}

/** One of Garden's ingress controllers; `getGardenIngressController` makes a new one for each call. */
export interface IngressController extends Component {
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

/** Lets the controller install its `workloads` with pull secrets. Garden looks at their health only, and a controller that
 *  is healthy stays as it is; the default backend, a plain Deployment, counts as outdated where it lacks them. Changes the
 *  controller itself. */
export function equipController(
  controller: IngressController,
  workloads: readonly SystemWorkload[],
  context: PatchContext,
): void {
  const { install, ensure, defaultBackend } = controller;
  const all = defaultBackend
    ? [...workloads, defaultBackendWorkload]
    : workloads;
  const whileInstalling =
    (original: Install): Install =>
    (ctx, log, ...rest) =>
      installing(async () => {
        const { references } = pullSecretsOf(ctx.provider);
        if (
          !defaultBackend ||
          references.length === 0 ||
          (await controller.getStatus(ctx, log, ...rest)) !== "ready"
        ) {
          await original.call(controller, ctx, log, ...rest);
          return;
        }
        // Asked first: the backend makes its manifests before it asks for its own status.
        if ((await defaultBackend.getStatus(ctx, log, ...rest)) === "ready")
          return;
        if (defaultBackend.install)
          await defaultBackend.install(ctx, log, ...rest);
        else await defaultBackend.ensure?.(ctx, log, ...rest);
      });
  if (install) controller.install = whileInstalling(install);
  if (ensure) controller.ensure = whileInstalling(ensure);
  prepareWhereMissing(controller, all, context);
  if (defaultBackend) {
    prepareWhereMissing(defaultBackend, all, context, (references, place) =>
      lacks(defaultBackendWorkload, references, place),
    );
  }
}

/** Garden calls `install` for each command, and each looks at the status first. Where that is not good, the Secrets of
 *  `all` are in the system namespace, and what the makers of the manifests can't ask for is known, when it resolves. */
function prepareWhereMissing(
  component: Component,
  all: readonly SystemWorkload[],
  context: PatchContext,
  isOutdated?: (
    references: readonly PullSecretReference[],
    place: Place,
  ) => Promise<boolean>,
): void {
  const getStatus = component.getStatus.bind(component);
  component.getStatus = async (ctx, log, ...rest) => {
    const found = await getStatus(ctx, log, ...rest);
    const { references, sources } = pullSecretsOf(ctx.provider);
    if (references.length === 0) return found;
    if (found === "ready" && (!isOutdated || runsPodlessCommand(ctx)))
      return found;
    const { namespace } = systemConfigOf(ctx.provider.config);
    const api = await context.name("KubeApi").factory(log, ctx, ctx.provider);
    const place = { api, namespace, log };
    const state =
      found === "ready" && (await isOutdated?.(references, place))
        ? "outdated"
        : found;
    if (state === "ready") return state;
    await prepareInstall(async () => {
      await ensureOrExplain(context, { ...place, secrets: sources });
      return { references, before: await listsBefore(all, place) };
    });
    return state;
  };
}

interface Place {
  readonly api: KubeApi;
  readonly namespace: string;
  readonly log: GardenLog;
}

async function lacks(
  workload: SystemWorkload,
  references: readonly PullSecretReference[],
  { api, namespace, log }: Place,
): Promise<boolean> {
  const live = await readWorkload(api, namespace, workload, log);
  return (live ? podSpecsOf(live) : []).some((podSpec) =>
    lacksPullSecrets(podSpec, references),
  );
}

async function listsBefore(
  workloads: readonly SystemWorkload[],
  place: Place,
): Promise<Map<string, ListBefore>> {
  const entries = workloads.map(
    async (workload) =>
      [workloadKey(workload), await listBefore(workload, place)] as const,
  );
  return new Map(await Promise.all(entries));
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
