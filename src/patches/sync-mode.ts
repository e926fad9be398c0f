import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../manifests/pull-secrets.js";
import type { DeployParams, KubernetesProvider } from "./garden.js";
import type { Patch, PatchContext } from "./patch.js";
import { pullSecretsOf } from "./provider-pull-secrets.js";
import { ensureOrExplain } from "./secrets.js";
import { accountPullSecrets } from "./service-account.js";

interface SyncModeParams extends DeployParams {
  readonly provider: KubernetesProvider;
  readonly manifests: readonly Manifest[];
}

/** `updated` holds the workloads in sync mode; they are the same objects as in `manifests`. */
interface SyncModeResult {
  updated: Manifest[];
  manifests: Manifest[];
}

type ConfigureSyncMode = (params: SyncModeParams) => Promise<SyncModeResult>;

/** The init container that Garden injects: `garden-dev-init`, later `garden-sync-init`; a user's own
 *  init container of the same image makes Garden inject none. */
const initContainerName = /^garden-(dev|sync)-init$/;
const syncImage = /(^|\/)gardendev\/k8s-sync(:|@|$)/;

/** Whether Garden's sync image is an init container of this pod. */
export function pullsSyncImage(podSpec: V1PodSpec): boolean {
  return (podSpec.initContainers ?? []).some(
    ({ name, image }) =>
      initContainerName.test(name) || syncImage.test(image ?? ""),
  );
}

/** Garden 0.13.20 to 0.13.42 give the workload no pull secrets; from 0.13.43 on some, with duplicates. */
export const syncMode: Patch<ConfigureSyncMode> = {
  id: "sync-mode",
  pod: "sync mode: init container in your workload",
  declares: "configureSyncMode",
  file: "plugins/kubernetes/sync.ts",
  parameters: ["ctx", "log", "provider", "action", "manifests"],
  uses: ["KubeApi", "getActionNamespace"],
  gardens: ">=0.13.20",
  mendedFrom: "0.13.43",
  mandatory: true,
  gap: "the workload gets no pull secrets: Garden's sync image is pulled anonymously",
  wrap: (original, context) =>
    async function configureSyncMode(params) {
      const configured = await original(params);
      const patched = await withReferences(configured, params, context);
      const patch = (manifest: Manifest) => patched.get(manifest) ?? manifest;
      return {
        ...configured,
        updated: configured.updated.map(patch),
        manifests: configured.manifests.map(patch),
      };
    },
};

/** The workloads that pull Garden's sync image, each with what is to take its place. Their namespaces hold the Secrets
 *  when this resolves. */
async function withReferences(
  { updated, manifests }: SyncModeResult,
  params: SyncModeParams,
  context: PatchContext,
): Promise<Map<Manifest, Manifest>> {
  const { ctx, log, provider, action } = params;
  const { references, sources } = pullSecretsOf(provider);
  const workloads = new Set(
    [...updated, ...manifests].filter((manifest) =>
      podSpecsOf(manifest).some(pullsSyncImage),
    ),
  );
  const patched = new Map<Manifest, Manifest>();
  if (references.length === 0 || workloads.size === 0) return patched;

  const api = await context.name("KubeApi").factory(log, ctx, provider);
  const actionNamespace = async () =>
    await context.name("getActionNamespace")({
      ctx,
      log,
      action,
      provider,
      skipCreate: true,
    });
  for (const workload of workloads) {
    const namespace = workload.metadata?.namespace ?? (await actionNamespace());
    await ensureOrExplain(context, { api, namespace, secrets: sources, log });
    const search = { api, namespace, manifests: params.manifests, log };
    const account = await Promise.all(
      ownPodSpecs(workload, params.manifests).map((podSpec) =>
        accountPullSecrets(podSpec, search),
      ),
    );
    patched.set(
      workload,
      withPullSecretsInManifest(workload, [...account.flat(), ...references]),
    );
  }
  return patched;
}

/** The workload's PodSpecs as its manifest has them: newer Gardens have added pull secrets by now. */
function ownPodSpecs(
  workload: Manifest,
  manifests: readonly Manifest[],
): V1PodSpec[] {
  const own = manifests.find(
    ({ kind, metadata }) =>
      kind === workload.kind && metadata?.name === workload.metadata?.name,
  );
  return podSpecsOf(own ?? workload);
}
