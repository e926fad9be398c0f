import type { V1ServiceAccount } from "@kubernetes/client-node";
import type { CleanFacts, NamespaceFacts } from "./facts.js";
import { redeployOrDelete } from "./freeing.js";
import { isListOurs, ownReferences } from "./own-references.js";
import { planRemoval } from "./plan-removal.js";
import { kept, needed, objectOf, removed, type Planned } from "./planned.js";
import { words } from "../words.js";

/** Decides what becomes of each object that the patch has written: the references on ServiceAccounts first, then the
 *  copies. */
export function planClean(facts: CleanFacts): Planned[] {
  return facts.namespaces.flatMap((place) => {
    const accounts = place.accounts
      .filter(isListOurs)
      .map((account) => planAccount(account, place, facts));
    const copies = place.copies.map((copy) =>
      planRemoval(copy, place, facts, accounts),
    );
    return [...accounts, ...copies];
  });
}

function planAccount(
  account: V1ServiceAccount,
  place: NamespaceFacts,
  facts: CleanFacts,
): Planned {
  const object = objectOf("ServiceAccount", account.metadata, place);
  const names = ownReferences(account, place, facts);
  if (names.length === 0)
    return kept(
      object,
      `what its list names is ${words.notKnown.phrase} to be the patch's and stays; only our field manager goes`,
      { kind: "take-off", names },
    );
  // What pods a release or a custom resource makes in time can't be known.
  const needs = facts.deploys
    .filter(
      ({ withReferences, namespaces }) =>
        withReferences && namespaces.includes(place.namespace),
    )
    .map(({ name }) => ({
      by: `Deploy ${name}`,
      free: redeployOrDelete(name),
    }));
  if (needs.length > 0)
    return needed(
      object,
      `it lists ${names.join(", ")} for what was deployed with --workloads`,
      needs,
    );
  const others = (account.imagePullSecrets ?? []).flatMap(({ name }) =>
    name === undefined || names.includes(name) ? [] : [name],
  );
  const stay = others.length === 0 ? "" : `; ${others.join(", ")} stays`;
  return removed(object, `${names.join(", ")} is taken off its list${stay}`, {
    kind: "take-off",
    names,
  });
}
