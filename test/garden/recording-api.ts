import type { Manifest } from "../../dist/manifests/pod-specs.js";
import { refuse } from "./recording.js";

/** Stands in for the cluster where a test only wants to see what Garden's own code is about to create: every Secret is
 *  a good pull secret, the ServiceAccount `default` lists one, the Job `migrate` is there without pull secrets and nothing else yet, and
 *  the first workload that is written is recorded. */
export function recordingApi(notFound: () => Error): object {
  const answers: Record<string, (params: Record<string, unknown>) => unknown> =
    {
      readNamespacedSecret: ({ name, namespace }) => ({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name, namespace },
        type: "kubernetes.io/dockerconfigjson",
        data: {
          ".dockerconfigjson": Buffer.from('{"auths":{}}').toString("base64"),
        },
      }),
      createNamespacedSecret: ({ body }) => body,
      readNamespacedServiceAccount: ({ name }) => {
        if (name !== "default") throw notFound();
        return { imagePullSecrets: [{ name: "from-admin" }] };
      },
      listNamespace: () => ({ items: [] }),
      createNamespace: ({ body }) => ({
        ...(body as object),
        status: { phase: "Active" },
      }),
    };
  const core = new Proxy(answers, {
    get: (target, key) => (params: Record<string, unknown>) =>
      Promise.resolve().then(() => {
        const answer = target[String(key)];
        if (!answer) throw notFound();
        return answer(params);
      }),
  });
  return {
    core,
    getApiResourceInfo: () => Promise.resolve({ namespaced: true }),
    readBySpec: ({ manifest }: { manifest: Manifest }) =>
      manifest.metadata?.name === "migrate"
        ? Promise.resolve({ ...manifest, spec: { template: { spec: {} } } })
        : Promise.reject(notFound()),
    readBySpecOrNull: () => Promise.resolve(null),
    deleteBySpec: () => Promise.resolve(),
    createPod: (_namespace: string, pod: object) => refuse([pod]),
    upsert: ({ kind, obj }: { kind: string; obj: object }) =>
      kind === "Deployment" ? refuse([obj]) : Promise.resolve(),
  };
}
