import { attempts, flatten } from "./attempts.js";
import { causes, type Cause, type Subject } from "./causes.js";
import { findImage } from "./image.js";
import { toReference } from "./reference.js";
import { isPullFailure } from "./pull-evidence.js";
import { redact } from "./redact.js";
import { credentialSigns, rules, type Rule } from "./rules.js";

/** Why an image could not be pulled, and what to do. */
export interface Diagnosis {
  /** The message as it was given, redacted. */
  readonly message: string;
  /** With its registry in front; Docker Hub is `docker.io`. null: the message names none. */
  readonly image: string | null;
  readonly registry: string | null;
  /** Of the try that got furthest, where the node tried several credentials. */
  readonly cause: Cause;
  /** Of every try, in order, each once. */
  readonly causes: readonly Cause[];
  /** Whether the node sent a credential. null: the message doesn't tell. */
  readonly credentialSent: boolean | null;
  /** The one thing to do. */
  readonly remedy: string;
}

interface Attempt {
  readonly cause: Cause;
  readonly credentialSent: boolean | null;
}

/** Says why an image could not be pulled. In: what the kubelet, a runtime, a builder or a registry printed, wrapped in
 *  whatever way. Out: the cause; `unknown` where no rule knows the message, `not-a-pull-failure` where nothing in it
 *  speaks of a pull. Never throws; time grows with the length of the message only. User names, Docker Hub's ids and
 *  credentials are in nothing that it returns. `known` says what is known besides, where the message names no image. */
export function diagnose(
  raw: string,
  known: { readonly image?: string } = {},
): Diagnosis {
  const message = redact(raw);
  const flat = flatten(message);
  if (!isPullFailure(flat)) {
    return {
      message,
      image: null,
      registry: null,
      cause: "not-a-pull-failure",
      causes: ["not-a-pull-failure"],
      credentialSent: null,
      remedy: remedyFor("not-a-pull-failure", null, null),
    };
  }
  const named = findImage(flat);
  const { image, registry } =
    named.image === null && known.image !== undefined
      ? toReference(redact(known.image))
      : named;
  const tries = attempts(flat).map(classify);
  const furthest = tries.reduce((best, other) =>
    causes[other.cause].stage > causes[best.cause].stage ? other : best,
  );
  return {
    message,
    image,
    registry,
    cause: furthest.cause,
    causes: [...new Set(tries.map(({ cause }) => cause))],
    credentialSent: furthest.credentialSent,
    remedy: remedyFor(furthest.cause, image, registry),
  };
}

function classify(attempt: string): Attempt {
  const text = `${withoutEnd(attempt.toLowerCase())}\n`;
  const rule = rules.find((candidate) => matches(candidate, text));
  const sign = credentialSigns.find((candidate) => matches(candidate, text));
  return {
    cause: rule?.cause ?? "unknown",
    credentialSent: rule?.credentialSent ?? sign?.credentialSent ?? null,
  };
}

function matches(rule: Pick<Rule, "says" | "with">, text: string): boolean {
  const has = (phrase: string) => text.includes(phrase);
  return rule.says.some(has) && (rule.with?.some(has) ?? true);
}

/** Without the quotes, brackets and stops that close a message. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && " .,\"')]}".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function remedyFor(
  cause: Cause,
  image: string | null,
  registry: string | null,
): string {
  const subject: Subject = {
    image: image ?? "the image",
    registry: registry ?? "the registry",
    server:
      registry === "docker.io"
        ? "https://index.docker.io/v1/"
        : (registry ?? "REGISTRY"),
  };
  return causes[cause].remedy(subject);
}
