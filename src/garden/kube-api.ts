import type { V1Secret, V1ServiceAccount } from "@kubernetes/client-node";
import type { Manifest } from "../manifests/pod-specs.js";
import type { GardenLog } from "./garden.js";

interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

interface ObjectList {
  readonly items: readonly object[];
}

/** A request of any kind. */
export interface KubeRequest {
  readonly log: GardenLog;
  readonly path: string;
  readonly opts?: {
    readonly method?: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: object;
  };
}

/** The body is a stream, of bytes or text. */
export interface KubeAnswer {
  readonly body: AsyncIterable<Uint8Array | string> & { destroy?(): void };
  json(): Promise<unknown>;
}

/** What a request is about to be sent with. */
export interface FetchOptions {
  readonly headers: { set(name: string, value: string): void };
}

/** Garden's own client to the cluster. It retries what is worth it. */
export interface KubeApi {
  /** The kubeconfig context. */
  readonly context: string;
  readonly config?: {
    getCurrentCluster?: () => { readonly server?: string } | null;
    applyToFetchOptions?: (options: object) => Promise<FetchOptions>;
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
    listNamespacedPod(params: { namespace: string }): Promise<ObjectList>;
    listNamespacedEvent(params: {
      namespace: string;
      fieldSelector?: string;
    }): Promise<ObjectList>;
  };
  request(params: KubeRequest): Promise<KubeAnswer>;
  readBySpec(params: {
    namespace: string;
    manifest: Manifest;
    log: GardenLog;
  }): Promise<Manifest>;
}
