import type { Manifest } from "../manifests/pod-specs.js";

/** What we touch of Garden, typed once for all of its versions: where they differ, a file of this folder makes the call.
 *  Garden's own types are not imported: users have many Gardens. */

/** Garden's logger. The session is one command's (all steps of a workflow share it). */
export interface GardenLog {
  readonly context?: { readonly sessionId?: string };
  info(message: string): void;
  warn(message: string): void;
  verbose(message: string): void;
}

/** A resolved provider of the kubernetes family. The layer `config` checks what its config says of pull secrets. */
export interface KubernetesProvider {
  readonly name: string;
  readonly config: ProviderFields;
  /** What its plugin told when Garden prepared it. */
  readonly status?: { readonly outputs?: object };
}

/** What Garden has put into a provider's config, or the user has. */
export interface ProviderFields {
  readonly name?: string;
  readonly namespace?: { readonly name: string };
  readonly defaultHostname?: string;
  readonly buildMode?: string;
  readonly gardenSystemNamespace?: string;
  readonly kaniko?: { readonly namespace?: string | null };
  readonly imagePullSecrets?: unknown;
  /** Garden's schema checks these; entries may be null. */
  readonly copySecrets?: readonly ({
    readonly name: string;
    readonly namespace: string;
  } | null)[];
}

/** Where an action is called: its provider, resolved. */
export interface ActionContext {
  readonly provider: KubernetesProvider;
  /** The command that was typed, by its full name; in `garden dev` the first one. */
  readonly command?: { readonly name: string };
  /** One for each command, in `garden dev`, too. */
  readonly sessionId?: string;
}

/** How an action may say which workload to sync into. */
export interface TargetSpec {
  readonly kind?: string;
  readonly name?: string;
}

/** The spec of an action of the Kubernetes plugin, of any type. */
export interface ActionSpec {
  readonly defaultTarget?: TargetSpec;
  readonly sync?: {
    readonly paths?: readonly { readonly target?: TargetSpec }[];
    readonly overrides?: readonly { readonly target?: TargetSpec }[];
  };
  readonly kustomize?: { readonly path?: string };
  readonly patchResources?: readonly unknown[];
  readonly releaseName?: string;
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
  /** Of the module that Garden has made it of. */
  moduleName?(): string | null;
  getDependencyReferences(): readonly Dependency[];
}

export interface ResolvedAction extends Action, VersionedAction {
  getSpec(): ActionSpec;
  getResolvedDependencies(): unknown;
  getExecutedDependencies(): unknown;
  getInternal(): { readonly inputs?: object };
  getOutput(key: string): unknown;
  /** To 0.13.52. */
  getVariables?(): object;
  /** From 0.13.53 on. */
  getVariablesContext?(): object;
}

/** What Garden knows a deployed state by. Garden takes no argument to 0.14.6, and from 0.14.7 on fails without a log. */
export interface VersionedAction {
  versionString(log: GardenLog): string;
}

/** A Deploy, as far as the patches ask it. */
export type DeployAction = Pick<
  ResolvedAction,
  "mode" | "versionString" | "getSpec"
>;

export interface DeployParams {
  readonly ctx: ActionContext;
  readonly log: GardenLog;
  readonly action: DeployAction;
}

export interface Graph {
  getActions(only?: object): Action[];
  getModules(): unknown[];
}

/** A provider as the project configures it. */
export interface NamedConfig {
  readonly name: string;
}

/** A plugin as Garden keeps it: with what it has of its base. */
export interface Plugin {
  readonly name: string;
  readonly base?: string | null;
  /** By action kind: what it adds to action types of other plugins. */
  readonly extendActionTypes?: Readonly<
    Record<string, readonly { readonly name: string }[] | undefined>
  >;
}

/** A project of Garden's, in one environment. */
export interface Garden {
  readonly environmentName: string;
  readonly namespace: string;
  readonly projectName: string;
  readonly projectRoot: string;
  readonly gardenDirPath: string;
  /** To 0.13.52. */
  getRawProviderConfigs?(): readonly NamedConfig[];
  /** From 0.13.53 on. */
  getUnresolvedProviderConfigs?(): readonly NamedConfig[];
  getPlugin(name: string): Promise<Plugin>;
  /** To 0.13.30. */
  resolveProvider(log: GardenLog, name: string): Promise<KubernetesProvider>;
  /** From 0.13.31 on. */
  resolveProvider(params: {
    log: GardenLog;
    name: string;
  }): Promise<KubernetesProvider>;
  /** To 0.13.30 it takes a log, from 0.13.31 on one object. */
  resolveProviders(given: GardenLog | { log: GardenLog }): Promise<Providers>;
  /** Reads the project's files, once. */
  scanAndAddConfigs(): Promise<void>;
  /** What they say of each module, by name. */
  readonly moduleConfigs?: Record<string, object>;
  /** What the project's files say of each action, by kind and name; Garden makes the graph of it. */
  readonly actionConfigs?: Readonly<Record<string, Record<string, object>>>;
  getConfigGraph(params: {
    log: GardenLog;
    emit: boolean;
    actionModes: { sync: readonly string[] };
  }): Promise<Graph>;
  resolveAction(params: {
    action: Action;
    graph: Graph;
    log: GardenLog;
  }): Promise<ResolvedAction>;
  getPluginContext(params: {
    provider: KubernetesProvider;
    templateContext: unknown;
    events: undefined;
  }): Promise<ActionContext>;
}

export type Providers = Readonly<Record<string, KubernetesProvider>>;

/** What a plugin command's handler is given. */
export interface HandlerParams {
  readonly garden: Garden;
  readonly log: GardenLog;
  readonly args: readonly string[];
}

/** What Garden finds out about one deployed object. */
export interface ResourceStatus {
  readonly state: string;
  readonly resource: Manifest;
  readonly lastMessage?: string;
  readonly warning?: boolean;
}
