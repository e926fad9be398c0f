import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";
import { lacksPullSecrets } from "../../manifests/with-pull-secrets.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";
import type { DeployParams, TargetSpec } from "../../garden/garden.js";
import type {
  DeployDefinition,
  DeployStatus,
  CreateGardenPlugin,
} from "../../garden/plugin.js";
import { withLaterResult } from "../changed-result.js";
import { withSpec } from "../plugin-spec.js";
import { readWorkload, workloadKey } from "../../cluster/live-workload.js";
import type { Patch, PatchContext } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { pullsSyncImage } from "../pods/sync-mode.js";

type LiveWorkloads = (
  params: DeployParams,
  status: DeployStatus,
  context: PatchContext,
) => Promise<readonly Manifest[]>;

/** Garden compares `kubernetes` and `helm` Deploys by a version of its own, so a workload that was put into sync mode
 *  without pull secrets counts as ready. Here it counts as outdated, and is deployed again. */
export const status: Patch<CreateGardenPlugin> = {
  id: "status",
  pod: "none: sync workloads that Garden deployed without the patch are deployed again",
  declares: "createGardenPlugin",
  file: "plugin/plugin.ts",
  parameters: ["spec"],
  uses: ["KubeApi", "getActionNamespace"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: true,
  gap: "a sync workload without pull secrets counts as deployed",
  wrap: (original, context) =>
    withSpec(original, (spec) => {
      const deploys = spec.createActionTypes?.Deploy;
      if (spec.name !== "kubernetes" || !deploys) return spec;
      return {
        ...spec,
        createActionTypes: {
          ...spec.createActionTypes,
          Deploy: deploys.map((definition) => withStatus(definition, context)),
        },
      };
    }),
};

function withStatus(
  definition: DeployDefinition,
  context: PatchContext,
): DeployDefinition {
  const { getStatus } = definition.handlers;
  const liveWorkloads = liveWorkloadsOf[definition.name];
  if (!getStatus || !liveWorkloads) return definition;
  return {
    ...definition,
    handlers: {
      ...definition.handlers,
      getStatus: withLaterResult(getStatus, async (found, params) => {
        if (!isReadyInSyncMode(params, found)) return found;
        const { references } = pullSecretsOf(params.ctx.provider);
        if (references.length === 0) return found;
        const workloads = await liveWorkloads(params, found, context);
        return workloads.some((workload) => lacks(workload, references))
          ? outdated(found)
          : found;
      }),
    },
  };
}

function isReadyInSyncMode(
  { action }: DeployParams,
  { detail }: DeployStatus,
): boolean {
  return (
    action.mode() === "sync" &&
    detail?.state === "ready" &&
    detail.mode === "sync"
  );
}

/** Where the live workloads of each type of Deploy are to be had. */
const liveWorkloadsOf: Readonly<Record<string, LiveWorkloads>> = {
  kubernetes: (_, { detail }) =>
    Promise.resolve(detail?.detail?.remoteResources ?? []),
  helm: readTargets,
};

/** A helm Deploy's status has no live objects: its sync targets are read, one request each. A target whose name only
 *  helm can render is as Garden sees it. */
async function readTargets(
  { ctx, log, action }: DeployParams,
  _: DeployStatus,
  context: PatchContext,
): Promise<readonly Manifest[]> {
  const { provider } = ctx;
  const targets = syncTargets(action.getSpec());
  if (targets.length === 0) return [];
  const api = await context.name("KubeApi").factory(log, ctx, provider);
  const namespace = await context.name("getActionNamespace")({
    ctx,
    log,
    action,
    provider,
    skipCreate: true,
  });
  const live = await Promise.all(
    targets.map((target) => readWorkload(api, namespace, target, log)),
  );
  return live.filter((workload) => workload !== null);
}

function syncTargets({
  defaultTarget,
  sync,
}: ReturnType<DeployParams["action"]["getSpec"]>): Required<TargetSpec>[] {
  const byKey = new Map<string, Required<TargetSpec>>();
  for (const { target = defaultTarget } of sync?.paths ?? []) {
    const { kind, name } = target ?? {};
    if (kind && name && !name.includes("{{"))
      byKey.set(workloadKey({ kind, name }), { kind, name });
  }
  return [...byKey.values()];
}

/** Whether a pod that pulls Garden's image has not all of the references. */
function lacks(
  workload: Manifest,
  references: readonly PullSecretReference[],
): boolean {
  return podSpecsOf(workload).some(
    (podSpec) =>
      pullsSyncImage(podSpec) && lacksPullSecrets(podSpec, references),
  );
}

function outdated(found: DeployStatus): DeployStatus {
  return {
    ...found,
    state: "not-ready",
    ...(found.detail && {
      detail: { ...found.detail, state: "outdated", version: undefined },
    }),
  };
}
