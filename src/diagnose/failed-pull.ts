import type { Cause } from "./causes.js";
import type { Diagnosis } from "./diagnose.js";
import type { SecretFinding } from "./listed-secrets.js";
import { readSayings } from "./sayings.js";

/** A failed pull, with all that is known of the pod that waits for it. */
export interface FailedPull {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly diagnosis: Diagnosis;
  /** The pull secrets that the pod lists, in its order. */
  readonly secrets: readonly SecretFinding[];
  /** The names of those that the kubelet says it could not read for this pull. */
  readonly unreadByKubelet: readonly string[];
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

/** Whether a pull secret would have changed it: no mirror, storage or proxy, and no sandbox image, is asked with one. */
export function isForPullSecrets({
  cause,
  failed,
  message,
}: Diagnosis): boolean {
  return (
    wantsCredential.includes(cause) &&
    !["mirror", "storage", "proxy"].includes(failed?.part ?? "") &&
    !readSayings(message.toLowerCase()).has("sandbox image")
  );
}

/** The cause, given what the pod's Secrets hold. Where one of them is missing, or can't be read in time, the kubelet goes
 *  on without it and says so in an event only (`FailedToRetrieveImagePullSecret`): what the registry answers is a
 *  consequence. */
export function causeWith(pull: PullWithSecrets): Cause {
  const { cause } = pull.diagnosis;
  const isUnread = (secret: SecretFinding) =>
    hasLogin(secret) && pull.unreadByKubelet.includes(secret.name);
  if (mayBeUnread(pull) && pull.secrets.some(isUnread)) return "secret-unread";
  const has = (state: SecretFinding["state"]) =>
    pull.secrets.some((secret) => secret.state === state);
  return wantsCredential.includes(cause) && has("missing") && !has("serves")
    ? "secret-missing"
    : cause;
}

type PullWithSecrets = Pick<
  FailedPull,
  "diagnosis" | "secrets" | "unreadByKubelet"
>;

/** Whether the node may have pulled without a login that one of the Secrets has. It tries each login that it has, so where
 *  several tries have failed it had some. */
export function mayBeUnread({
  diagnosis,
  secrets,
}: Pick<PullWithSecrets, "diagnosis" | "secrets">): boolean {
  return (
    isForPullSecrets(diagnosis) &&
    diagnosis.credentialSent !== true &&
    diagnosis.causes.length === 1 &&
    secrets.some(hasLogin)
  );
}

function hasLogin(secret: SecretFinding): boolean {
  return secret.state === "serves" && secret.hasLogin;
}
