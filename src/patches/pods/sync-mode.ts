import type { V1PodSpec } from "@kubernetes/client-node";
import { withLaterResult } from "../changed-result.js";
import {
  withPullSecretsInConfigured,
  type ModeParams,
  type ModeResult,
} from "./configured-workloads.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import type { Patch } from "../patch.js";

interface SyncModeParams extends ModeParams {
  readonly provider: KubernetesProvider;
}

type ConfigureSyncMode = (params: SyncModeParams) => Promise<ModeResult>;

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
  fixedFrom: "0.13.43",
  mandatory: true,
  gap: "the workload gets no pull secrets: Garden's sync image is pulled anonymously",
  wrap: (original, context) =>
    withLaterResult(original, (configured, params) =>
      withPullSecretsInConfigured(configured, params, pullsSyncImage, context),
    ),
};
