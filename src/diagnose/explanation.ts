import { causes, type Cause } from "./causes.js";
import type { Diagnosis } from "./diagnose.js";
import type { SecretFinding } from "./listed-secrets.js";
import { createCommand, serverOf } from "./remedies.js";

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
const wantsCredential: readonly Cause[] = [
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

/** Says why the image was not pulled, which Secrets the pod has for it, and the one thing to do. */
export function explainPull(pull: FailedPull): string {
  const { namespace, pod, container, diagnosis, isGardens, secrets } = pull;
  const reasons = new Set([causeWith(diagnosis, secrets), diagnosis.cause]);
  const image = diagnosis.image ?? "its image";
  return [
    `Container '${container}' of pod '${pod}' in namespace '${namespace}' can't pull ${image}` +
      `${isGardens ? ", an image of Garden's own" : ""}.`,
    [...reasons].map((cause) => causes[cause].sentence).join(" "),
    [...sent(diagnosis), listed(pull)].join(" "),
    `What to do: ${remedy(pull)}`,
  ].join("\n");
}

/** Where the cause says it already, or nothing was asked, there is nothing to add. */
function sent({ cause, credentialSent }: Diagnosis): string[] {
  if (credentialSent === null || causes[cause].sentence.includes("credential"))
    return [];
  return [
    credentialSent ? "A credential was sent." : "No credential was sent.",
  ];
}

function listed({ secrets, namespace, diagnosis }: FailedPull): string {
  if (secrets.length === 0) return "The pod lists no pull secrets.";
  const registry = diagnosis.registry ?? "the registry";
  const words = secrets.map((secret) => {
    switch (secret.state) {
      case "missing":
        return `'${secret.name}' (not found in namespace '${namespace}')`;
      case "no-entry":
        return `'${secret.name}' (no entry for ${registry})`;
      case "unread":
        return `'${secret.name}' (could not be looked at: ${secret.reason})`;
      case "ignored":
      case "broken":
        return `'${secret.name}' (${secret.reason})`;
      case "serves":
        return `'${secret.name}' (entry ${secret.keys.map((key) => `'${key}'`).join(", ")})`;
    }
  });
  return `Pull secrets of the pod: ${words.join(", ")}.`;
}

/** Causes that come of the login in a Secret. */
const ofLogin: readonly Cause[] = [
  "credential-expired",
  "credential-rejected",
  "no-permission",
  "not-found-or-private",
];

/** Where the cause is open, what the pod's Secrets hold decides what is tried first. */
function remedy(pull: FailedPull): string {
  const { diagnosis, secrets, namespace, isGardens } = pull;
  const { cause } = diagnosis;
  const registry = diagnosis.registry ?? "the registry";
  const broken = secrets.find((secret) => secret.state === "broken");
  if (cause === "secret-malformed" && broken?.state === "broken")
    return `Make the Secret '${broken.name}' in namespace '${namespace}' anew (${broken.reason}): ${causes[cause].remedy()}`;
  const serving = secrets.filter(({ state }) => state === "serves");
  if (ofLogin.includes(cause) && serving.length > 0)
    return `${diagnosis.remedy} The login for it is in ${named(serving)} of namespace '${namespace}'.`;
  if (!wantsCredential.includes(cause)) return diagnosis.remedy;
  const missing = secrets.find(({ state }) => state === "missing");
  if (missing && causeWith(diagnosis, secrets) === "secret-missing")
    return `Make the Secret '${missing.name}' in namespace '${namespace}', or take it out of the pod's list. ${command(pull, missing.name)}`;
  if (serving.length > 0) return diagnosis.remedy;
  if (secrets.length > 0)
    return `Put an entry for ${registry} into ${secrets.length === 1 ? named(secrets) : `one of ${named(secrets)}`}, or add a Secret that has one to imagePullSecrets. ${command(pull, "NAME")}`;
  return isGardens
    ? `List a Secret for ${registry} under imagePullSecrets of the provider in project.garden.yml.`
    : diagnosis.remedy;
}

function named(secrets: readonly SecretFinding[]): string {
  return `Secret ${secrets.map(({ name }) => `'${name}'`).join(", ")}`;
}

/** The line that makes the Secret; its registry is known from the message only. */
function command(
  { diagnosis: { registry }, namespace }: FailedPull,
  name: string,
): string {
  return `To make one: ${createCommand(serverOf(registry), { name, namespace })}`;
}
