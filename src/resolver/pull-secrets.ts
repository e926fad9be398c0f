import { ConfigError } from "../config/config-error.js";
import type { ProviderConfig, SecretRef } from "../config/provider-config.js";

/** What a PodSpec may hold: a name. Kubernetes looks the Secret up in the Pod's own namespace. */
export interface PullSecretReference {
  readonly name: string;
  readonly namespace?: never;
}

/** Where a pull secret is kept, to be copied into the namespaces whose pods refer to it. */
export interface PullSecretSource {
  readonly name: string;
  readonly namespace: string;
}

/** The provider's pull secrets, each once: as pods refer to them, and where they come from. */
export interface PullSecrets {
  readonly references: readonly PullSecretReference[];
  readonly sources: readonly PullSecretSource[];
}

/** The provider's `imagePullSecrets`, as references for pods and as sources for copies.
 *  In: the config as `parseProviderConfig` returns it. Out: both lists without duplicates, in the user's order.
 *  Throws ConfigError where one name comes from two namespaces, with the paths of both entries: a namespace can hold
 *  only one Secret of a name. */
export function resolvePullSecrets(config: ProviderConfig): PullSecrets {
  const firstOfName = new Map<string, SecretRef>();
  const clashes: [SecretRef, SecretRef][] = [];
  for (const entry of config.imagePullSecrets) {
    const first = firstOfName.get(entry.name);
    if (first === undefined) firstOfName.set(entry.name, entry);
    else if (first.namespace !== entry.namespace) clashes.push([first, entry]);
  }
  if (clashes.length > 0) {
    throw new ConfigError(
      clashes.map(([first, other]) => describeClash(first, other)).join("\n"),
      [...new Set(clashes.flat().map(({ path }) => path))],
    );
  }
  const secrets = [...firstOfName.values()];
  return {
    references: secrets.map(({ name }) => ({ name })),
    sources: secrets.map(({ name, namespace }) => ({ name, namespace })),
  };
}

function describeClash(first: SecretRef, other: SecretRef): string {
  return (
    `${first.path} and ${other.path}: the Secret "${first.name}" can't come from both namespace ` +
    `"${first.namespace}" and namespace "${other.namespace}", because the namespace of a pod holds only one Secret ` +
    `of that name. Rename one of the two Secrets, or remove one of the entries.`
  );
}
