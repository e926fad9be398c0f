import type { Manifest } from "../manifests/pod-specs.js";
import type {
  Context,
  Log,
  Provider,
  ResolvedAction,
  SecretRef,
} from "./garden.js";
import type { GardenAccess } from "./garden-access.js";

interface ActionParams {
  ctx: Context;
  log: Log;
  action: ResolvedAction;
}

type OneShot = (
  params: ActionParams & { interactive: false },
) => Promise<unknown>;

/** Garden's functions and classes that the commands call. Each is looked up when it is used, so that a Garden without
 *  one of them loses only what needs it. */
export interface GardenFunctions {
  ActionSpecContext: new (params: object) => object;
  ProviderRouter: {
    prototype: {
      getPluginHandler: (params: PluginHandlerParams) => Promise<unknown>;
    };
  };
  KubeApi: { factory: (...args: unknown[]) => Promise<unknown> };
  PodRunner: { prototype: Record<"runAndWait" | "start" | "stop", unknown> };
  createContainerManifests(
    params: ActionParams & { api: unknown; imageId: string },
  ): Promise<{ manifests: Manifest[] }>;
  getManifests(
    params: ActionParams & { api: unknown; defaultNamespace: string },
  ): Promise<Manifest[]>;
  configureSyncMode(
    params: ActionParams & {
      provider: Provider;
      defaultTarget: unknown;
      manifests: Manifest[];
      spec: unknown;
    },
  ): Promise<{ manifests: Manifest[] }>;
  configureLocalMode: unknown;
  getActionNamespace(
    params: ActionParams & { provider: Provider },
  ): Promise<string>;
  getDeployedImageId(action: ResolvedAction): string;
  prepareSecrets(params: {
    api: unknown;
    namespace: string;
    secrets: readonly SecretRef[];
    log: Log;
  }): Promise<unknown>;
  getBuildkitDeployment(
    provider: Provider,
    authSecretName: string,
    imagePullSecrets: unknown,
  ): Manifest;
  getUtilManifests(
    provider: Provider,
    authSecretName: string,
    imagePullSecrets: unknown,
  ): { deployment: Manifest };
  getKanikoBuilderPodManifest(params: {
    provider: Provider;
    podName: string;
    kanikoNamespace: string;
    authSecretName: string;
    imagePullSecrets: unknown;
    sourceUrl: string;
    syncArgs: readonly string[];
    /** One of the two, by version. */
    commandStr: string;
    kanikoCommand: readonly string[];
  }): Manifest;
  defaultBackendGetManifests(ctx: Context): { deployment: Manifest };
  kindNginxGetManifests(namespace: string): Manifest[];
  pullBuild(params: {
    ctx: Context;
    log: Log;
    localId: string;
    remoteId: string;
  }): Promise<unknown>;
  k8sContainerRun: OneShot;
  k8sContainerTest: OneShot;
  runOrTestWithPod(
    params: ActionParams & { namespace: string },
  ): Promise<unknown>;
}

export interface PluginHandlerParams {
  readonly handlerType: string;
  readonly pluginName?: string;
}

/** The names to look for in Garden's modules: every key of GardenFunctions. */
export const gardenFunctionNames = [
  "ActionSpecContext",
  "ProviderRouter",
  "KubeApi",
  "PodRunner",
  "createContainerManifests",
  "getManifests",
  "configureSyncMode",
  "configureLocalMode",
  "getActionNamespace",
  "getDeployedImageId",
  "prepareSecrets",
  "getBuildkitDeployment",
  "getUtilManifests",
  "getKanikoBuilderPodManifest",
  "defaultBackendGetManifests",
  "kindNginxGetManifests",
  "pullBuild",
  "k8sContainerRun",
  "k8sContainerTest",
  "runOrTestWithPod",
] as const satisfies readonly (keyof GardenFunctions)[];

export function gardenFunctions(access: GardenAccess): GardenFunctions {
  return new Proxy({} as GardenFunctions, {
    get: (_, name) => access.name(String(name)),
  });
}

/** Whether this Garden declares the function, once. */
export function isDeclared(
  functions: GardenFunctions,
  name: keyof GardenFunctions,
): boolean {
  try {
    return functions[name] !== undefined;
  } catch {
    return false;
  }
}
