import { causes, type Cause } from "./causes.js";
import type { Decision } from "./decision.js";
import type { Facts } from "./facts.js";
import {
  hasNoAccounts,
  mirrorRemedy,
  sandboxRemedy,
  signedRemedy,
  withoutAccountsRemedy,
} from "./remedies.js";
import type { Subject } from "./subject.js";

interface Decided {
  readonly facts: Facts;
  readonly decision: Decision | undefined;
  readonly cause: Cause;
}

/** Causes that a credential of the pod would have kept from coming up. */
export const wantCredential: readonly Cause[] = [
  "credential-expired",
  "credential-rejected",
  "no-credential",
  "no-permission",
  "not-found-or-private",
  "rate-limit-anonymous",
  "rate-limit-unknown",
];

/** Causes that lie with who was asked, be that the registry or not. */
const refusals: readonly Cause[] = [
  "no-credential",
  "no-permission",
  "not-found-or-private",
  "registry-closed",
  "tag-not-found",
];

/** What the words say comes first, then who failed, then the cause. */
export function chooseRemedy(
  { cause, decision, facts }: Decided,
  subject: Subject,
): string {
  if (decision?.remedy) return decision.remedy(subject);
  if (wantCredential.includes(cause) && hasNoAccounts(subject))
    return withoutAccountsRemedy(cause, subject);
  if (facts.sayings.has("sandbox image") && wantCredential.includes(cause))
    return sandboxRemedy(subject);
  if (refusals.includes(cause)) {
    if (subject.failed?.part === "mirror") return mirrorRemedy(subject);
    if (subject.failed?.part === "storage") return signedRemedy(subject);
  }
  return causes[cause].remedy(subject);
}
