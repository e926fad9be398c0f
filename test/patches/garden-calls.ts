import type { KubernetesProvider } from "../../src/garden/garden.js";
import { contextOf, log } from "./recording-cluster.js";
import { deployment, pod, podSpec } from "./seam.js";

/** How Garden calls a function of the table, and what that returns. */
export interface GardenCall {
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Whether it returns a promise. */
  readonly later?: true;
}

const action = {
  kind: "Deploy",
  mode: () => "default",
  versionString: () => "v-1",
  getSpec: () => ({}),
};

/** Each function of the table but those that make plugins and runners, by its name. What it returns has no pull secrets. */
export function gardenCalls(
  provider: KubernetesProvider,
): Readonly<Record<string, GardenCall>> {
  const ctx = contextOf(provider);
  const app = deployment(undefined);
  const proxied = deployment(
    undefined,
    "app",
    "gardendev/k8s-reverse-proxy:0.1.0",
  );
  return {
    getBuildkitDeployment: { args: [provider, "auth", []], result: app },
    getUtilManifests: {
      args: [provider, "auth", []],
      result: { deployment: app },
    },
    getKanikoBuilderPodManifest: {
      args: [{ provider }],
      result: pod(undefined),
    },
    configureSyncMode: {
      args: [{ ctx, log, provider, action, manifests: [app] }],
      result: { updated: [app], manifests: [app] },
      later: true,
    },
    configureLocalMode: {
      args: [{ ctx, log, action, manifests: [proxied] }],
      result: { updated: [proxied], manifests: [proxied] },
      later: true,
    },
    createWorkloadManifest: { args: [{ provider }], result: app, later: true },
    prepareRunPodSpec: {
      args: [{ provider }],
      result: podSpec(undefined),
      later: true,
    },
    defaultBackendGetManifests: { args: [ctx], result: { deployment: app } },
    getGardenIngressController: { args: [ctx], result: {} },
    getTraefikIngressController: { args: [ctx], result: {} },
    kindNginxGetManifests: { args: ["garden-system"], result: [] },
    getManifests: {
      args: [{ ctx, log, action, defaultNamespace: "shop" }],
      result: [],
      later: true,
    },
    helm: { args: [{ ctx, log, args: ["list"] }], result: "", later: true },
    waitForResources: {
      args: [{ ctx, log, provider, namespace: "shop", resources: [] }],
      result: [],
      later: true,
    },
    prepareSecrets: { args: [{ secrets: [] }], result: [], later: true },
    resolveResourceStatus: {
      args: [{}],
      result: { state: "ready" },
      later: true,
    },
  };
}
