import type { V1Secret } from "@kubernetes/client-node";

/** What the patches touch of Garden, typed once. Garden's own types are not imported: users have many Gardens. */

/** A resolved provider of the kubernetes family. Its config is read by the room `config` only. */
export interface KubernetesProvider {
  readonly name: string;
  readonly config: unknown;
}

/** The parameters of a `configureProvider` handler. `base` is the handler of the plugin's base, if it has one. */
export interface ConfigureProviderParams {
  readonly config: { readonly name?: string };
  readonly base?: ConfigureProvider;
}

export type ConfigureProvider = (
  params: ConfigureProviderParams,
) => Promise<{ config: unknown }>;

/** A plugin as `createGardenPlugin` takes it. */
export interface PluginSpec {
  readonly name: string;
  readonly base?: string | null;
  readonly handlers?: { readonly configureProvider?: ConfigureProvider };
  readonly commands?: readonly unknown[];
}

/** Garden's own client to the cluster, as far as the patches use it. */
export interface KubeApi {
  readonly core: {
    readNamespacedSecret(params: {
      name: string;
      namespace: string;
    }): Promise<V1Secret>;
    createNamespacedSecret(params: {
      namespace: string;
      body: V1Secret;
    }): Promise<unknown>;
    replaceNamespacedSecret(params: {
      name: string;
      namespace: string;
      body: V1Secret;
    }): Promise<unknown>;
    deleteNamespacedSecret(params: {
      name: string;
      namespace: string;
      body: object;
    }): Promise<unknown>;
  };
}

/** Any function or class of Garden's that a patch may replace. */
export type GardenFunction = (...args: never[]) => unknown;
