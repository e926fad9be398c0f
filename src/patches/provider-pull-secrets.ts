import { parseProviderConfig } from "../config/provider-config.js";
import {
  resolvePullSecrets,
  type PullSecrets,
} from "../resolver/pull-secrets.js";
import type { KubernetesProvider } from "../garden/garden.js";

/** By the list in a provider's config. Garden copies configs, lists and all, and `ephemeral-kubernetes` puts another list
 *  into one (its `configureProvider`); neither 0.13.24 nor 0.14.20 changes a list. */
const known = new WeakMap<object, PullSecrets>();

/** The pull secrets of a resolved provider. Its config is parsed once for each list that Garden makes.
 *  Throws ConfigError where the list is malformed or names one Secret in two namespaces. */
export function pullSecretsOf({ config }: KubernetesProvider): PullSecrets {
  const { imagePullSecrets: list } = config;
  const found = Array.isArray(list) ? known.get(list) : undefined;
  if (found) return found;
  const pullSecrets = resolvePullSecrets(parseProviderConfig(config));
  if (Array.isArray(list)) known.set(list, pullSecrets);
  return pullSecrets;
}
