import type { CleanRequests } from "../../cluster/object-requests.js";
import { carryOut, type Cleaned } from "./carry-out.js";
import type { CleanFacts, NamespaceFacts } from "./facts.js";
import { planClean } from "./plan.js";
import { shownKey, type Planned } from "./planned.js";
import { problemIn, readNamespace } from "./read-facts.js";

/** What `clean` is to do inside Garden. */
export interface CleanRequest {
  /** False: only say what would be done. */
  readonly write: boolean;
  /** What the user has agreed to, by `shownKey`; null where nobody was asked. */
  readonly agreed: readonly string[] | null;
}

/** Looks at namespaces, plans, and does what was agreed to. One that can't be read is a problem, and is left as it is. */
export async function cleanNamespaces(
  known: Omit<CleanFacts, "namespaces">,
  names: readonly string[],
  requests: CleanRequests,
  { write, agreed }: CleanRequest,
): Promise<{ objects: readonly Cleaned[]; problems: readonly string[] }> {
  const namespaces: NamespaceFacts[] = [];
  const problems: string[] = [];
  for (const name of names) {
    try {
      namespaces.push(await readNamespace(requests, name));
    } catch (error) {
      problems.push(`${problemIn(error)}. Nothing was done in that namespace`);
    }
  }
  const plan = planClean({ ...known, namespaces });
  const objects = write
    ? await carryOut(agreedTo(plan, agreed), requests)
    : plan;
  return { objects, problems };
}

/** What is planned of what the user was shown; the rest is reported, and left. */
function agreedTo(
  plan: readonly Planned[],
  agreed: CleanRequest["agreed"],
): Cleaned[] {
  return plan.map((planned) =>
    planned.action === null ||
    agreed === null ||
    agreed.includes(shownKey(planned))
      ? planned
      : {
          ...planned,
          verdict: "failed",
          reason:
            "it came up or was changed after you were asked: nothing was done to it. Run the command again",
          action: null,
        },
  );
}
