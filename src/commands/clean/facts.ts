import type { V1ObjectMeta, V1ServiceAccount } from "@kubernetes/client-node";
import type { Manifest } from "../../manifests/pod-specs.js";
import type { PullSecretSource } from "../../resolver/pull-secrets.js";

/** A Secret with our label. Its data is not kept. */
export interface LabelledSecret {
  readonly metadata: V1ObjectMeta;
  readonly type?: string;
}

/** What a namespace holds, as far as cleaning is concerned. */
export interface NamespaceFacts {
  readonly namespace: string;
  readonly copies: readonly LabelledSecret[];
  readonly accounts: readonly V1ServiceAccount[];
  /** Its pods, and the workloads that make pods. */
  readonly objects: readonly Manifest[];
}

/** A Deploy of the project as it is in the cluster. */
export interface DeployFact {
  readonly name: string;
  /** The release, where helm installs it. */
  readonly release: string | null;
  /** The namespace that Garden runs it in. */
  readonly namespace: string;
  /** Where its objects are. */
  readonly namespaces: readonly string[];
  /** Whether it was deployed with `--workloads` last, so that its pods are to have the references. */
  readonly withReferences: boolean;
  /** Its custom resources as they are deployed, of which a controller may make pods. */
  readonly resources: readonly Manifest[];
}

/** All that was found out about a project. */
export interface CleanFacts {
  /** The provider's name, as Garden's command line takes it. */
  readonly provider: string;
  readonly systemNamespace: string;
  /** The Secrets that the provider config names. */
  readonly sources: readonly PullSecretSource[];
  /** Those that Garden has to copy for other uses. */
  readonly copySecrets: readonly PullSecretSource[];
  readonly deploys: readonly DeployFact[];
  readonly namespaces: readonly NamespaceFacts[];
}
