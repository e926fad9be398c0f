import type { Manifest } from "../manifests/pod-specs.js";
import type { DeployParams, GardenLog } from "./garden.js";

/** A plugin of Garden's, and the handlers of it that are replaced. Handlers take one object; whatever else they may be
 *  given goes on to Garden's own. */

/** The parameters of a `configureProvider` handler. `base` is the handler of the plugin's base, if it has one. */
export interface ConfigureProviderParams {
  readonly projectName: string;
  readonly log: GardenLog;
  readonly config: { readonly name?: string };
  readonly base?: ConfigureProvider;
}

export type ConfigureProvider = (
  params: ConfigureProviderParams,
  ...rest: never[]
) => Promise<{ config: object }>;

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

export type DeployHandler<R> = (
  params: DeployParams,
  ...rest: never[]
) => Promise<R>;

export interface DeployDefinition {
  readonly name: string;
  readonly handlers: {
    readonly getStatus?: DeployHandler<DeployStatus>;
    readonly getLogs?: DeployHandler<object>;
    readonly getSyncStatus?: DeployHandler<object>;
    readonly exec?: DeployHandler<object>;
    readonly delete?: DeployHandler<object>;
    readonly deploy?: DeployHandler<object>;
    /** From 0.14.17 on. */
    readonly plan?: DeployHandler<object>;
  };
}

/** A plugin as `createGardenPlugin` takes it. */
export interface PluginSpec {
  readonly name: string;
  readonly base?: string | null;
  readonly handlers?: {
    readonly configureProvider?: ConfigureProvider;
    readonly cleanupEnvironment?: (...args: never[]) => Promise<object>;
  };
  readonly commands?: readonly unknown[];
  readonly createActionTypes?: {
    readonly Deploy?: readonly DeployDefinition[];
  };
  readonly extendActionTypes?: {
    readonly Deploy?: readonly DeployDefinition[];
  };
}

export type CreateGardenPlugin = (
  spec: PluginSpec,
  ...rest: never[]
) => unknown;
