import type { Manifest } from "../manifests/pod-specs.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { BorderError } from "./border-error.js";
import type {
  ActionContext,
  ActionSpec,
  DeployParams,
  Garden,
  GardenLog,
  KubernetesProvider,
  NamedConfig,
  ResolvedAction,
  ResourceStatus,
} from "./garden.js";
import type { KubeApi } from "./kube-api.js";

interface ActionParams {
  ctx: ActionContext;
  log: GardenLog;
  action: ResolvedAction;
}

type OneShot = (
  params: ActionParams & { interactive: false },
) => Promise<unknown>;

/** Gives the handler of one plugin. */
export type GetPluginHandler = (
  this: { readonly garden: Garden },
  params: { readonly handlerType: string; readonly pluginName?: string },
  ...rest: never[]
) => Promise<unknown>;

/** What a ProviderRouter is made of. */
export interface RouterParams {
  readonly garden: Garden;
  /** All that this Garden has. */
  readonly loadedPlugins: readonly NamedConfig[];
}

/** Garden's class that calls the handlers of providers. */
export type ProviderRouterClass = (new (params: RouterParams) => object) & {
  readonly prototype: { getPluginHandler: GetPluginHandler };
};

/** Garden's functions and classes that we call as they are, by the names that it declares them under. */
export interface GardenNames {
  ActionSpecContext: new (params: object) => object;
  /** From 0.13.53 on. */
  InputContext: new (inputs: object) => object;
  ProviderRouter: ProviderRouterClass;
  KubeApi: {
    factory(
      log: GardenLog,
      ctx: ActionContext,
      provider: KubernetesProvider,
      ...rest: never[]
    ): Promise<KubeApi>;
  };
  PodRunner: { prototype: object };
  DeploymentResourceStatusError: new (params: {
    message: string;
    status: ResourceStatus;
  }) => Error;
  PodRunnerError: new (params: { message: string; details: object }) => Error;
  kubectl(
    ctx: ActionContext,
    provider: KubernetesProvider,
  ): {
    stdout(params: {
      log: GardenLog;
      args: readonly string[];
      input: Buffer;
    }): Promise<string>;
  };
  /** The objects of a chart's rendered text. */
  loadTemplate(template: string): Manifest[];
  getActionNamespace(
    params: DeployParams & { provider: KubernetesProvider; skipCreate?: true },
  ): Promise<string>;
  getPackageVersion(): string;
  createContainerManifests(
    params: ActionParams & { api: KubeApi; imageId: string },
  ): Promise<{ manifests: Manifest[] }>;
  getManifests(
    params: ActionParams & { api: KubeApi; defaultNamespace: string },
  ): Promise<Manifest[]>;
  configureSyncMode(
    params: ActionParams & {
      provider: KubernetesProvider;
      defaultTarget: ActionSpec["defaultTarget"];
      manifests: Manifest[];
      spec: ActionSpec["sync"];
    },
  ): Promise<{ manifests: Manifest[] }>;
  getDeployedImageId(action: ResolvedAction): string;
  prepareSecrets(params: {
    api: KubeApi;
    namespace: string;
    secrets: unknown;
    log: GardenLog;
  }): Promise<PullSecretReference[]>;
  pullBuild(params: {
    ctx: ActionContext;
    log: GardenLog;
    localId: string;
    remoteId: string;
  }): Promise<unknown>;
  k8sContainerRun: OneShot;
  k8sContainerTest: OneShot;
  runOrTestWithPod(
    params: ActionParams & { namespace: string },
  ): Promise<unknown>;
}

/** Those that the patches call. */
export type PatchNames = Pick<
  GardenNames,
  | "KubeApi"
  | "DeploymentResourceStatusError"
  | "PodRunnerError"
  | "kubectl"
  | "loadTemplate"
  | "getActionNamespace"
>;

/** What this Garden declares, by name. */
export interface DeclaredByName {
  /** One that a patch lists in `uses` is there once the seams are checked. */
  name<N extends keyof PatchNames>(name: N): PatchNames[N];
}

/** Every key of GardenNames but those that the patches, and nobody else, call: the type asks for each. */
const looked: Readonly<
  Record<
    Exclude<
      keyof GardenNames,
      | "DeploymentResourceStatusError"
      | "PodRunnerError"
      | "getPackageVersion"
      | "kubectl"
    >,
    true
  >
> = {
  ActionSpecContext: true,
  InputContext: true,
  ProviderRouter: true,
  KubeApi: true,
  PodRunner: true,
  createContainerManifests: true,
  getManifests: true,
  loadTemplate: true,
  configureSyncMode: true,
  getActionNamespace: true,
  getDeployedImageId: true,
  prepareSecrets: true,
  pullBuild: true,
  k8sContainerRun: true,
  k8sContainerTest: true,
  runOrTestWithPod: true,
};

/** The names that our commands look for in Garden's modules, besides those that the patches replace. */
export const commandNames: readonly string[] = Object.keys(looked);

/** The class of errors that Garden prints as the user's to fix, without a stack trace. */
export const errorClass = "ConfigurationError";

/** The function that returns Garden's version. */
export const versionFunction = "getPackageVersion" satisfies keyof GardenNames;

/** What Garden declares, looked up with `find` when it is used; that throws BorderError where it does not, or twice. */
export function gardenNames(find: (name: string) => unknown): GardenNames {
  return new Proxy({} as GardenNames, {
    get: (_, name) => find(String(name)),
  });
}

/** A function that a row of the table replaces, as Garden calls it now. Throws BorderError where this Garden does not
 *  declare it, or twice. */
export function replacedFunction(
  names: GardenNames,
  declares: string,
): GardenFunction {
  return Reflect.get(names, declares) as GardenFunction;
}

/** Whether this Garden declares the name, once. */
export function isDeclared(
  names: GardenNames,
  name: keyof GardenNames,
): boolean {
  try {
    return Boolean(Reflect.get(names, name));
  } catch (error) {
    if (error instanceof BorderError) return false;
    throw error;
  }
}

/** Any function or class of Garden's that a patch may replace. */
export type GardenFunction =
  ((...args: never[]) => unknown) | (new (...args: never[]) => object);
