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

/** A Secret's type, to be printed. The API server takes any text for one: what is no name is left out. */
export function shownType({ type = "Opaque" }: Secret): string {
  return /^(?:Opaque|[a-z\d.-]{1,253}\/[a-z\d-]{1,63})$/.test(type)
    ? type
    : "<no name>";
}
