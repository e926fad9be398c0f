import type { Cause } from "./causes.js";
import type { Diagnosis } from "./diagnose.js";
import type { SecretFinding } from "./listed-secrets.js";

/** A failed pull, with all that is known of the pod that waits for it. */
export interface FailedPull {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly diagnosis: Diagnosis;
  /** The pull secrets that the pod lists, in its order. */
  readonly secrets: readonly SecretFinding[];
  /** Whether the image is one that Garden uses for itself. */
  readonly isGardens: boolean;
}

/** Causes that a credential would have kept from coming up. */
export const wantsCredential: readonly Cause[] = [
  "no-credential",
  "rate-limit-anonymous",
  "rate-limit-unknown",
  "not-found-or-private",
  "secret-missing",
];

/** The cause, given what the pod's Secrets hold. Where one of them is missing, the kubelet goes on without it and says
 *  so in an event only (`FailedToRetrieveImagePullSecret`): what the registry answers is a consequence. */
export function causeWith(
  { cause }: Diagnosis,
  secrets: readonly SecretFinding[],
): Cause {
  const has = (state: SecretFinding["state"]) =>
    secrets.some((secret) => secret.state === state);
  return wantsCredential.includes(cause) && has("missing") && !has("serves")
    ? "secret-missing"
    : cause;
}
