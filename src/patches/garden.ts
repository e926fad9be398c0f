import type { V1Secret, V1ServiceAccount } from "@kubernetes/client-node";
import type { Manifest } from "../manifests/pod-specs.js";

/** What the patches touch of Garden, typed once. Garden's own types are not imported: users have many Gardens. */

/** Garden's logger. The session is one command's (all steps of a workflow share it). */
export interface GardenLog {
  readonly context?: { readonly sessionId?: string };
  info(message: string): void;
  warn(message: string): void;
  verbose(message: string): void;
}

/** A resolved provider of the kubernetes family. Its config is read by the room `config` only. */
export interface KubernetesProvider {
  readonly name: string;
  readonly config: unknown;
}

/** The parameters of a `configureProvider` handler. `base` is the handler of the plugin's base, if it has one. */
export interface ConfigureProviderParams {
  readonly projectName: string;
  readonly log: GardenLog;
  readonly config: { readonly name?: string };
  readonly base?: ConfigureProvider;
}

export type ConfigureProvider = (
  params: ConfigureProviderParams,
) => Promise<{ config: object }>;

/** Where an action is called: its provider, resolved. */
export interface ActionContext {
  readonly provider: KubernetesProvider;
  /** The command that was typed, by its full name. */
  readonly command?: { readonly name: string };
}

/** How an action may say which workload to sync into. */
export interface TargetSpec {
  readonly kind?: string;
  readonly name?: string;
}

/** A Deploy, as far as the patches ask it. */
export interface DeployAction {
  mode(): string;
  /** What Garden knows a deployed state by. */
  versionString(): string;
  getSpec(): {
    readonly defaultTarget?: TargetSpec;
    readonly sync?: {
      readonly paths?: readonly { readonly target?: TargetSpec }[];
      readonly overrides?: readonly { readonly target?: TargetSpec }[];
    };
  };
}

export interface DeployParams {
  readonly ctx: ActionContext;
  readonly log: GardenLog;
  readonly action: DeployAction;
}

/** What a Deploy's `getStatus` handler returns; `detail.detail` holds the live objects of a `kubernetes` Deploy. */
export interface DeployStatus {
  readonly state: string;
  readonly detail?: {
    readonly state: string;
    readonly mode?: string;
    readonly version?: string | undefined;
    readonly detail?: { readonly remoteResources?: readonly Manifest[] };
  };
}

export type DeployHandler<R> = (params: DeployParams) => Promise<R>;

export interface DeployDefinition {
  readonly name: string;
  readonly handlers: {
    readonly getStatus?: DeployHandler<DeployStatus>;
    readonly getLogs?: DeployHandler<object>;
    readonly exec?: DeployHandler<object>;
    readonly delete?: DeployHandler<object>;
    readonly deploy?: DeployHandler<object>;
  };
}

/** A plugin as `createGardenPlugin` takes it. */
export interface PluginSpec {
  readonly name: string;
  readonly base?: string | null;
  readonly handlers?: {
    readonly configureProvider?: ConfigureProvider;
    readonly cleanupEnvironment?: (params: object) => Promise<object>;
  };
  readonly commands?: readonly unknown[];
  readonly createActionTypes?: {
    readonly Deploy?: readonly DeployDefinition[];
  };
  readonly extendActionTypes?: {
    readonly Deploy?: readonly DeployDefinition[];
  };
}

/** Garden's own client to the cluster, as far as the patches use it. It retries what is worth it. */
export interface KubeApi {
  /** The kubeconfig context. */
  readonly context: string;
  readonly config?: {
    getCurrentCluster?: () => { readonly server?: string } | null;
  };
  readonly core: {
    readNamespacedSecret(params: ObjectName): Promise<V1Secret>;
    createNamespacedSecret(params: {
      namespace: string;
      body: V1Secret;
    }): Promise<unknown>;
    replaceNamespacedSecret(
      params: ObjectName & { body: V1Secret },
    ): Promise<unknown>;
    deleteNamespacedSecret(
      params: ObjectName & { body: object },
    ): Promise<unknown>;
    readNamespacedServiceAccount(params: ObjectName): Promise<V1ServiceAccount>;
  };
  /** Any request; the body is a stream, of bytes or text. */
  request(params: {
    log: GardenLog;
    path: string;
    opts?: { query?: Record<string, string> };
  }): Promise<{
    readonly body: AsyncIterable<Uint8Array | string> & { destroy?(): void };
    json(): Promise<unknown>;
  }>;
  readBySpec(params: {
    namespace: string;
    manifest: Manifest;
    log: GardenLog;
  }): Promise<Manifest>;
}

/** What Garden finds out about one deployed object. */
export interface ResourceStatus {
  readonly state: string;
  readonly resource: Manifest;
  readonly lastMessage?: string;
  readonly warning?: boolean;
}

interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

/** Garden's functions and classes that the patches call as they are. */
export interface GardenNames {
  KubeApi: {
    factory(
      log: GardenLog,
      ctx: ActionContext,
      provider: KubernetesProvider,
    ): Promise<KubeApi>;
  };
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
    params: DeployParams & { provider: KubernetesProvider; skipCreate: true },
  ): Promise<string>;
}

/** Any function or class of Garden's that a patch may replace. */
export type GardenFunction =
  ((...args: never[]) => unknown) | (new (...args: never[]) => object);
