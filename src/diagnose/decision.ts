import type { Cause } from "./causes.js";
import type { Facts } from "./facts.js";
import type { RegistryCode } from "./registry-codes.js";
import type { Saying } from "./sayings.js";
import type { Subject } from "./subject.js";
import type { TransportKind } from "./transport-phrases.js";

/** A cause, and the facts by which it is known: all conditions that are given, and of each list one. */
export interface Decision {
  readonly cause: Cause;
  readonly says?: readonly Saying[];
  readonly token?: readonly NonNullable<Facts["token"]>[];
  /** A status, or a code of the registry; `5xx` is any error of a server. */
  readonly answers?: readonly (number | "5xx" | RegistryCode)[];
  readonly transport?: TransportKind;
  /** The code of the call between kubelet and runtime, which says least: it counts where no status was answered. */
  readonly call?: string;
  /** Whether the node sent a credential; left out where these facts don't say. */
  readonly credentialSent?: boolean;
  /** Where the words say more than the cause, and something else is to be done. */
  readonly remedy?: (subject: Subject) => string;
}

/** Whether its conditions hold. */
export function holds(decision: Decision, facts: Facts): boolean {
  const { says, token, answers, transport, call } = decision;
  return (
    (says?.some((saying) => facts.sayings.has(saying)) ?? true) &&
    (token?.some((way) => way === facts.token) ?? true) &&
    (answers?.some((answer) => isAnswer(answer, facts)) ?? true) &&
    (transport === undefined || transport === facts.transport?.kind) &&
    (call === undefined || (facts.status === null && call === facts.call))
  );
}

function isAnswer(
  answer: number | "5xx" | RegistryCode,
  { status, codes }: Facts,
): boolean {
  if (answer === "5xx") return (status ?? 0) >= 500;
  return typeof answer === "number" ? status === answer : codes.has(answer);
}
