import { parseProviderConfig } from "../config/provider-config.js";
import {
  resolvePullSecrets,
  type PullSecrets,
} from "../resolver/pull-secrets.js";
import type { KubernetesProvider } from "../garden/garden.js";

/** The pull secrets of a resolved provider.
 *  Throws ConfigError where the list is malformed or names one Secret in two namespaces. */
export function pullSecretsOf(provider: KubernetesProvider): PullSecrets {
  return resolvePullSecrets(parseProviderConfig(provider.config));
}
