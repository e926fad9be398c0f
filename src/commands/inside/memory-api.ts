import type { V1Namespace } from "@kubernetes/client-node";
import type { KubeApi } from "../../garden/kube-api.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { PodRecorded } from "../../patches/recorded-pod.js";

/** Kinds that have no namespace, of those that projects deploy. Any other kind is taken for a namespaced one. */
const clusterKinds = new Set([
  "APIService",
  "ClusterRole",
  "ClusterRoleBinding",
  "CSIDriver",
  "CustomResourceDefinition",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

/** Stands in for Garden's KubeApi where the cluster is taken away: each namespace and Secret that is read exists, nothing
 *  is written, and any other question is refused with its name. `given` are answers of the cluster's own. */
export function memoryApi(given: Partial<KubeApi["core"]> = {}): KubeApi {
  const core = refusing("core.", {
    listNamespace: () => ({ items: [] }),
    readNamespace: ({ name }: { name: string }) =>
      activeNamespace({ metadata: { name } }),
    createNamespace: ({ body }: { body: V1Namespace }) => activeNamespace(body),
    readNamespacedSecret: ({
      name,
      namespace,
    }: {
      name: string;
      namespace: string;
    }) => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace },
      type: "kubernetes.io/dockerconfigjson",
    }),
    // A ServiceAccount's own list can't be known here.
    readNamespacedServiceAccount: () => ({}),
    ...given,
  });
  return refusing("", {
    core,
    upsert: () => undefined,
    // Newer Gardens' `pull-image` looks for the account of the builders, and the patch for what can't be changed any more.
    readBySpec: ({ manifest }: { manifest: Manifest }) => {
      const { kind = "" } = manifest;
      if (kind === "ServiceAccount") return manifest;
      if (["Job", "Pod"].includes(kind))
        throw Object.assign(new Error("not there"), {
          responseStatusCode: 404,
        });
      throw new Error("it asks the cluster (readBySpec)");
    },
    createPod: (_namespace: string, pod: Manifest) => {
      throw new PodRecorded(pod);
    },
    getApiResourceInfo: (_log: unknown, _apiVersion: string, kind: string) => ({
      namespaced: !clusterKinds.has(kind),
    }),
  }) as KubeApi;
}

/** From 0.14.0 on, Garden takes a namespace without a uid for none. */
function activeNamespace({ metadata, ...namespace }: V1Namespace): V1Namespace {
  return {
    ...namespace,
    metadata: { uid: `offline-${metadata?.name ?? ""}`, ...metadata },
    status: { phase: "Active" },
  };
}

/** `members`, with an Error that names what was asked for in place of any other member. */
function refusing(path: string, members: Record<string, unknown>): object {
  return new Proxy(members, {
    get(target, key) {
      const member = target[String(key)];
      // A promise that resolves to this object asks for `then`.
      if (key === "then" || typeof key === "symbol") return undefined;
      if (typeof member === "function") {
        return (...args: unknown[]) =>
          Promise.resolve().then(
            () => Reflect.apply(member, undefined, args) as unknown,
          );
      }
      if (member !== undefined) return member;
      return () =>
        Promise.reject(new Error(`it asks the cluster (${path}${key})`));
    },
  });
}
