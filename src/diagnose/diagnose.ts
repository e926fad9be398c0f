import type { Outside } from "../config/outside.js";
import { printable } from "../config/printable.js";
import { attempts, flatten } from "./attempts.js";
import { causes, type Cause } from "./causes.js";
import type { Decision } from "./decision.js";
import { decide } from "./decisions.js";
import { chooseRemedy } from "./choose-remedy.js";
import { failedPart } from "./failed-part.js";
import { readFacts, type Facts } from "./facts.js";
import { findImage } from "./image.js";
import { missingSecrets } from "./missing-secrets.js";
import { isPullFailure, speaksOfOther } from "./pull-evidence.js";
import { redact } from "../registry/redact/redact.js";
import { toReference } from "./reference.js";
import { serverOf, unnamedImage } from "./remedies.js";
import type { FailedPart } from "./subject.js";

/** Why an image could not be pulled, and what to do. */
export interface Diagnosis {
  /** The message as it was given, redacted. */
  readonly message: string;
  /** With its registry in front; Docker Hub is `docker.io`. null: the message names none. */
  readonly image: string | null;
  readonly registry: string | null;
  /** Who refused or did not answer. null: the message doesn't say. */
  readonly failed: FailedPart | null;
  /** Of the try that got furthest, where the node tried several credentials. */
  readonly cause: Cause;
  /** Of every try, in order, each once. */
  readonly causes: readonly Cause[];
  /** Whether the node sent a credential. null: the message doesn't say. */
  readonly credentialSent: boolean | null;
  /** The one thing to do. */
  readonly remedy: string;
}

/** What is known besides the message. */
export interface Known {
  /** Where the message names no image. */
  readonly image?: string | Outside;
  /** It is of a failed pull: it need not say so itself. */
  readonly isPull?: boolean;
  /** Of the pod, for the commands in the remedy. */
  readonly namespace?: string;
}

interface Attempt {
  readonly facts: Facts;
  readonly decision: Decision | undefined;
  readonly cause: Cause;
  readonly credentialSent: boolean | null;
}

/** Says why an image could not be pulled. In: what the kubelet, a runtime, a builder or a registry printed, wrapped in
 *  whatever way. Out: the cause; `unknown` where the facts decide nothing, `not-a-pull-failure` where nothing in it speaks
 *  of a pull, or it speaks of something else. Never throws; time grows with the length of the message only. What `redact`
 *  knows as a user's name, an id of Docker Hub's or a credential is in nothing that it returns. */
export function diagnose(raw: string | Outside, known: Known = {}): Diagnosis {
  const message = redact(raw);
  const flat = flatten(message);
  // Whatever the facts decide: most lines of a log have no facts worth reading.
  if (known.isPull ? speaksOfOther(flat) : !isPullFailure(flat, true))
    return notAPull(message);
  const read = attempts(flat).map(toAttempt);
  const isDecided = read.some(({ decision }) => decision !== undefined);
  if (!known.isPull && !isDecided && !isPullFailure(flat, false))
    return notAPull(message);
  const named = findImage(flat);
  const { image, registry } =
    named.image === null && known.image !== undefined
      ? toReference(printable(redact(known.image)))
      : named;
  const tries = together(read);
  const furthest = tries.reduce((best, other) =>
    causes[other.cause].stage > causes[best.cause].stage ? other : best,
  );
  const failed = failedPart(furthest.facts, registry);
  const missing = missingSecrets(flat);
  return {
    message,
    image,
    registry,
    failed,
    cause: furthest.cause,
    causes: [...new Set(tries.map(({ cause }) => cause))],
    credentialSent: furthest.credentialSent,
    remedy: chooseRemedy(furthest, {
      image: image ?? unnamedImage,
      registry: registry ?? "the registry",
      server: serverOf(registry),
      namespace: missing.namespace ?? known.namespace ?? null,
      missing: missing.names,
      failed,
    }),
  };
}

function notAPull(message: string): Diagnosis {
  const cause = "not-a-pull-failure";
  return {
    message,
    image: null,
    registry: null,
    failed: null,
    cause,
    causes: [cause],
    credentialSent: null,
    remedy: causes[cause].remedy(),
  };
}

function toAttempt(text: string): Attempt {
  const facts = readFacts(text);
  const decision = decide(facts);
  return {
    facts,
    decision,
    cause: decision?.cause ?? "unknown",
    credentialSent: decision?.credentialSent ?? sentBy(facts),
  };
}

function sentBy({ token, sayings }: Facts): boolean | null {
  if (token === "login" || sayings.has("login given")) return true;
  return token === "anonymous" ? false : null;
}

/** The kubelet tries each credential once, and at most one of them is empty: beside a try that is known to have sent none,
 *  the others sent one (Kubernetes, pkg/kubelet/kuberuntime/kuberuntime_image.go). */
function together(tries: readonly Attempt[]): readonly Attempt[] {
  if (!tries.some(({ facts }) => facts.token === "anonymous")) return tries;
  return tries.map((each) => ({
    ...each,
    credentialSent: each.credentialSent ?? true,
  }));
}
