/** What has no effects, as a library: read a provider config and resolve its pull secrets, merge them into
 *  manifests, tell what a node pulls an image with, plan copies of Secrets, explain failed pulls. Nothing here asks a
 *  cluster, a registry or Garden, or reads a file. */

export { ConfigError } from "./config/config-error.js";
export {
  parseProviderConfig,
  type ProviderConfig,
  type SecretRef,
} from "./config/provider-config.js";
export {
  resolvePullSecrets,
  type PullSecretReference,
  type PullSecrets,
  type PullSecretSource,
} from "./resolver/pull-secrets.js";

export type {
  Container,
  Manifest,
  ObjectMeta,
  OwnerReference,
  PodSpec,
  Secret,
} from "./manifests/objects.js";
export { mapPodSpecs, podSpecsOf } from "./manifests/pod-specs.js";
export {
  withPullSecrets,
  withPullSecretsInManifest,
} from "./manifests/with-pull-secrets.js";

export { copyLabel, isCopy } from "./secrets/marker.js";
export type { CopyReason } from "./secrets/copy-rules.js";
export { planCopy, type CopyPlan } from "./secrets/plan-copy.js";
export { isPullSecret } from "./secrets/pull-secret-types.js";

export type { Credential, Login } from "./registry/credential.js";
export { remarksOn, type ConfigRemark } from "./registry/config-remarks.js";
export {
  readDockerConfig,
  type DockerConfig,
} from "./registry/docker-config.js";
export { expiryOf } from "./registry/expiry.js";
export type { Address } from "./registry/go-url.js";
export {
  parseImageReference,
  type ImageReference,
} from "./registry/image-reference.js";
export {
  lookUp,
  makeKeyring,
  type Keyring,
  type KeyringEntry,
  type Lookup,
  type SecretRemark,
} from "./registry/keyring.js";
export { nearMisses, type NearMiss } from "./registry/near-misses.js";

export { causes, type Cause, type CauseFacts } from "./diagnose/causes.js";
export {
  diagnoseObjects,
  diagnosePods,
  type PodDiagnosis,
} from "./diagnose/cluster-objects.js";
export { diagnose, type Diagnosis, type Known } from "./diagnose/diagnose.js";
export type { FailedPart, Subject } from "./diagnose/subject.js";
