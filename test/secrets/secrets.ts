import type { V1ObjectMeta, V1Secret } from "@kubernetes/client-node";

/** A docker config; the word in it is all that tells one from another. */
export function dockerConfig(word: string): Record<string, string> {
  return {
    ".dockerconfigjson": Buffer.from(
      JSON.stringify({ auths: { [word]: {} } }),
    ).toString("base64"),
  };
}

/** The source that the tests copy. */
export function sourceSecret(changes: Partial<V1Secret> = {}): V1Secret {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: "dockerhub",
      namespace: "default",
      uid: "u-source",
      resourceVersion: "7",
    },
    type: "kubernetes.io/dockerconfigjson",
    data: dockerConfig("new"),
    ...changes,
  };
}

/** A Secret of that name in the target namespace that we did not make. */
export function targetSecret(
  changes: Partial<V1Secret> = {},
  metadata: V1ObjectMeta = {},
): V1Secret {
  return {
    ...sourceSecret(),
    metadata: {
      name: "dockerhub",
      namespace: "shop",
      uid: "u-target",
      resourceVersion: "3",
      ...metadata,
    },
    ...changes,
  };
}

export const marker = {
  labels: { "garden-pull-secrets/copy": "true" },
  annotations: {
    "garden-pull-secrets/source-namespace": "default",
    "garden-pull-secrets/source-name": "dockerhub",
    "garden-pull-secrets/source-uid": "u-source",
    "garden-pull-secrets/source-resource-version": "7",
  },
};

/** A copy that we made. */
export function copiedSecret(changes: Partial<V1Secret> = {}): V1Secret {
  return targetSecret(changes, marker);
}
