import type { Manifest } from "../manifests/pod-specs.js";
import type { GardenAccess } from "./garden-access.js";

/** What the commands touch of Garden, typed once, as `patches/garden.ts` does for the patches. */

export interface Log {
  readonly root?: unknown;
}

export interface SecretRef {
  readonly name: string;
  readonly namespace: string;
}

export interface Provider {
  readonly name: string;
  readonly config: {
    readonly name: string;
    readonly namespace?: { readonly name: string };
    readonly buildMode?: string;
    readonly gardenSystemNamespace: string;
    readonly kaniko?: { readonly namespace?: string | null };
    readonly imagePullSecrets?: readonly SecretRef[];
  };
}

export interface Dependency {
  readonly kind: string;
  readonly name: string;
  readonly needsExecutedOutputs?: boolean;
}

export interface Action {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
  key(): string;
  mode(): string;
  isDisabled(): boolean;
  getDependencyReferences(): readonly Dependency[];
}

export interface ResolvedAction extends Action {
  getSpec(): Record<string, unknown>;
  getResolvedDependencies(): unknown;
  getExecutedDependencies(): unknown;
  getInternal(): { readonly inputs?: object };
  getVariables(): object;
}

export interface Graph {
  getActions(): Action[];
  getModules(): unknown[];
}

export interface Context {
  readonly provider: Provider;
  readonly production: boolean;
}

export interface Garden {
  readonly environmentName: string;
  readonly namespace: string;
  readonly projectName: string;
  getRawProviderConfigs(): readonly { readonly name: string }[];
  getPlugin(
    name: string,
  ): Promise<{ readonly name: string; readonly base?: string | null }>;
  resolveProvider(log: Log, name: string): Promise<Provider>;
  resolveProviders(log: Log): Promise<Record<string, Provider>>;
  getConfigGraph(params: {
    log: Log;
    emit: boolean;
    actionModes: { sync: readonly string[] };
  }): Promise<Graph>;
  resolveAction(params: {
    action: Action;
    graph: Graph;
    log: Log;
  }): Promise<ResolvedAction>;
  getPluginContext(params: {
    provider: Provider;
    templateContext: unknown;
    events: undefined;
  }): Promise<Context>;
}

/** What a plugin command's handler is given. */
export interface HandlerParams {
  readonly garden: Garden;
  readonly log: Log;
  readonly args: readonly string[];
}

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
