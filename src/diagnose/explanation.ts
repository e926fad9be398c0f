import { causes, type Cause } from "./causes.js";
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

function remedy({
  diagnosis,
  secrets,
  namespace,
  isGardens,
}: FailedPull): string {
  if (!wantsCredential.includes(diagnosis.cause)) return diagnosis.remedy;
  const missing = secrets.find(({ state }) => state === "missing");
  if (missing && causeWith(diagnosis, secrets) === "secret-missing")
    return `Make the Secret '${missing.name}' in namespace '${namespace}', or take it out of the pod's list.`;
  if (secrets.some(({ state }) => state === "serves")) return diagnosis.remedy;
  if (secrets.length > 0)
    return `Put an entry for ${diagnosis.registry ?? "the registry"} into one of these Secrets, or add a Secret that has one to imagePullSecrets.`;
  return isGardens
    ? `List a Secret for ${diagnosis.registry ?? "the registry"} under imagePullSecrets of the provider in project.garden.yml.`
    : diagnosis.remedy;
}
