import type { Secret } from "../manifests/objects.js";

/** The types that a node can pull with (Kubernetes, pkg/credentialprovider/secrets). */
const pullSecretTypes = [
  "kubernetes.io/dockerconfigjson",
  "kubernetes.io/dockercfg",
];

/** Whether a node can pull with the Secret, by its type alone. */
export function isPullSecret({ type = "" }: Secret): boolean {
  return pullSecretTypes.includes(type);
}
