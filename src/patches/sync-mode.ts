import type { V1PodSpec } from "@kubernetes/client-node";
import { mapPodSpecs, type Manifest } from "../manifests/pod-specs.js";
import { withPullSecrets } from "../manifests/pull-secrets.js";
import type { KubernetesProvider } from "./garden.js";
import type { Patch } from "./patch.js";
import { pullSecretsOf } from "./provider-pull-secrets.js";

interface SyncModeParams {
  readonly provider: KubernetesProvider;
  readonly manifests: readonly Manifest[];
}

/** `updated` holds the workloads in sync mode; they are the same objects as in `manifests`. */
interface SyncModeResult {
  updated: Manifest[];
  manifests: Manifest[];
}

type ConfigureSyncMode = (params: SyncModeParams) => Promise<SyncModeResult>;

/** The init container that Garden injects: `garden-dev-init`, from 0.13.31 or so `garden-sync-init`; a user's own
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
  parameters: ["provider", "manifests"],
  gardens: ">=0.13.20",
  mendedFrom: "0.13.43",
  mandatory: true,
  gap: "the workload gets no pull secrets: Garden's sync image is pulled anonymously",
  wrap: (original) =>
    async function configureSyncMode(params) {
      const configured = await original(params);
      const { references } = pullSecretsOf(params.provider);
      const patched = new Map<Manifest, Manifest>();
      for (const manifest of [...configured.updated, ...configured.manifests]) {
        patched.set(
          manifest,
          mapPodSpecs(manifest, (podSpec) =>
            pullsSyncImage(podSpec)
              ? withPullSecrets(podSpec, references)
              : podSpec,
          ),
        );
      }
      const patch = (manifest: Manifest) => patched.get(manifest) ?? manifest;
      return {
        ...configured,
        updated: configured.updated.map(patch),
        manifests: configured.manifests.map(patch),
      };
    },
};
