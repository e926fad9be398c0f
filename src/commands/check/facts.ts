import type { V1Secret } from "@kubernetes/client-node";
import type { Login } from "../../registry/credential.js";
import type { Builder } from "../../registry/readers.js";
import type { PullVerdict } from "../../registry/handshake.js";
import type { Headroom } from "../../registry/rate-limit.js";
import type { CopyPlan } from "../../secrets/plan-copy.js";

/** What is known of a Secret: itself, that there is none, or why that isn't known. */
export type SecretState =
  | { readonly kind: "found"; readonly secret: V1Secret }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly problem: string };

/** A Secret that the provider config names. */
export interface SourceFact {
  readonly name: string;
  readonly namespace: string;
  readonly state: SecretState;
}

/** A namespace whose pods pull with a source Secret, and what a deploy would do about the copy there. */
export interface CopyFact {
  readonly name: string;
  readonly sourceNamespace: string;
  readonly namespace: string;
  readonly plan:
    | Pick<CopyPlan, "action" | "reason" | "sentence">
    | { readonly action: "unknown"; readonly problem: string };
}

/** A workload that Garden would create, and the Secrets that its pods pull with, in their order. */
export interface PodFact {
  readonly workload: string;
  readonly images: readonly string[];
  readonly secrets: readonly V1Secret[];
  /** What is wrong with the Secrets that are not among `secrets`, in sentences. */
  readonly problems: readonly string[];
}

/** All that was found out about a project without asking a registry. */
export interface ProjectFacts {
  readonly sources: readonly SourceFact[];
  readonly copies: readonly CopyFact[];
  readonly pods: readonly PodFact[];
  /** The images of the project's own Builds, by `ImageReference.name`: they may not be pushed yet. */
  readonly built: readonly string[];
  /** What builds them in the cluster, out of the provider's Secrets. */
  readonly builders: readonly Builder[];
}

/** A pull that a registry is asked about. Null for a login: anonymously. */
export interface PullQuestionFact {
  readonly domain: string;
  readonly repository: string;
  readonly reference: string;
  readonly login: Login | null;
}

/** What registries said; null for what they were not asked. */
export interface RegistryAnswers {
  pull(question: PullQuestionFact): PullVerdict | null;
  headroom(login: Login | null): Headroom | null;
}
