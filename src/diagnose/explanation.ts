import type { NearMiss } from "../registry/near-misses.js";
import { causes } from "./causes.js";
import type { Diagnosis } from "./diagnose.js";
import { causeWith, type FailedPull } from "./failed-pull.js";
import { remedyWithSecrets } from "./remedy-with-secrets.js";

/** Says why the image was not pulled, which Secrets the pod has for it, and the one thing to do. */
export function explainPull(pull: FailedPull): string {
  const { namespace, pod, container, diagnosis, isGardens } = pull;
  const reasons = new Set([causeWith(pull), diagnosis.cause]);
  const image = diagnosis.image ?? "its image";
  return [
    `Container '${container}' of pod '${pod}' in namespace '${namespace}' can't pull ${image}` +
      `${isGardens ? ", an image of Garden's own" : ""}.`,
    [...reasons].map((cause) => causes[cause].sentence).join(" "),
    [...sent(diagnosis), listed(pull)].join(" "),
    `What to do: ${remedyWithSecrets(pull)}`,
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
        return `'${secret.name}' (no entry for ${registry}${missOf(secret)})`;
      case "unread":
        return `'${secret.name}' (could not be looked at: ${secret.reason})`;
      case "broken":
        return `'${secret.name}' (${secret.reason})`;
      case "ignored":
        return `'${secret.name}' (${secret.reason}${missOf(secret)})`;
      case "serves":
        return `'${secret.name}' (entry ${secret.keys.map((key) => `'${key}'`).join(", ")}${missOf(secret)})`;
    }
  });
  return `Pull secrets of the pod: ${words.join(", ")}.`;
}

function missOf({ miss }: { readonly miss?: NearMiss }): string {
  return miss === undefined ? "" : `; ${miss.reason}`;
}
