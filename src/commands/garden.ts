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
  getOutput(key: string): unknown;
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
