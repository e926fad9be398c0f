/** The rooms without effects, as a library: read a provider config, resolve its pull secrets, merge them into
 *  manifests. */
export { ConfigError } from "./config/config-error.js";
export {
  parseProviderConfig,
  type ProviderConfig,
} from "./config/provider-config.js";
export {
  resolvePullSecrets,
  type PullSecretReference,
  type PullSecrets,
  type PullSecretSource,
} from "./resolver/pull-secrets.js";
export {
  mapPodSpecs,
  podSpecsOf,
  type Manifest,
} from "./manifests/pod-specs.js";
export {
  withPullSecrets,
  withPullSecretsInManifest,
} from "./manifests/pull-secrets.js";
