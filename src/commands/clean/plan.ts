import type { V1ObjectMeta, V1ServiceAccount } from "@kubernetes/client-node";
import { isAdopted } from "../../secrets/marker.js";
import type { CleanFacts, MarkedSecret, NamespaceFacts } from "./facts.js";
import { needsOf, redeployOrDelete, type Need } from "./freeing.js";
import { isListOurs, ownReferences } from "./own-references.js";
import { podUsers } from "./pod-users.js";

/** What is to be done to an object. */
export type Action =
  | { readonly kind: "delete" }
  /** The label and the annotations by which we know it. */
  | { readonly kind: "unmark" }
  /** Of a ServiceAccount's list. */
  | { readonly kind: "take-off"; readonly names: readonly string[] };

/** An object that the patch has written, as it was read. */
export interface CleanObject {
  readonly kind: "Secret" | "ServiceAccount";
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** An object as it was shown to the user. */
export function keyOf(object: CleanObject): string {
  const { kind, namespace, name, uid, resourceVersion } = object;
  return [kind, namespace, name, uid, resourceVersion].join("/");
}

/** What becomes of an object. */
export interface Planned extends CleanObject {
  readonly verdict: "remove" | "needed" | "kept";
  /** Why, in a sentence. */
  readonly reason: string;
  /** What needs it. */
  readonly needs: readonly Need[];
  readonly action: Action | null;
}

/** Decides what becomes of each object that the patch has written: the references on ServiceAccounts first, then the
 *  copies. A copy that was there before stays; one that something needs stays for now. */
export function planClean(facts: CleanFacts): Planned[] {
  return facts.namespaces.flatMap((place) => {
    const accounts = place.accounts
      .filter(isListOurs)
      .map((account) => planAccount(account, place, facts));
    const copies = place.copies.map((copy) =>
      planCopy(copy, place, facts, accounts),
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
  const action: Action = { kind: "take-off", names };
  if (names.length === 0)
    return {
      ...kept(
        object,
        "what its list names is not known to be the patch's and stays; only our field manager goes",
      ),
      action,
    };
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
    return {
      ...object,
      verdict: "needed",
      reason: `it lists ${names.join(", ")} for what was deployed with --workloads`,
      needs,
      action: null,
    };
  const others = (account.imagePullSecrets ?? []).flatMap(({ name }) =>
    name === undefined || names.includes(name) ? [] : [name],
  );
  const stay = others.length === 0 ? "" : `; ${others.join(", ")} stays`;
  return {
    ...object,
    verdict: "remove",
    reason: `${names.join(", ")} is taken off its list${stay}`,
    needs: [],
    action,
  };
}

function planCopy(
  copy: MarkedSecret,
  place: NamespaceFacts,
  facts: CleanFacts,
  accounts: readonly Planned[],
): Planned {
  const object = objectOf("Secret", copy.metadata, place);
  const { name, namespace } = object;
  if (
    facts.sources.some(
      (source) => source.name === name && source.namespace === namespace,
    )
  )
    return kept(object, "the provider config names it as a source");
  if (isAdopted(copy))
    return {
      ...kept(
        object,
        "it was there before the patch: it stays as it is, without our label and annotations",
      ),
      action: { kind: "unmark" },
    };
  const needs = [
    ...podUsers(place.objects, name).flatMap((user) => needsOf(user, facts)),
    ...place.accounts.flatMap((account) =>
      accountNeeds(account, name, namespace, accounts),
    ),
  ];
  return needs.length > 0
    ? {
        ...object,
        verdict: "needed",
        reason: "something pulls with it",
        needs,
        action: null,
      }
    : {
        ...object,
        verdict: "remove",
        reason: "a copy that nothing needs",
        needs,
        action: { kind: "delete" },
      };
}

/** What an account that lists the Secret, and keeps it, means for a copy. */
function accountNeeds(
  { imagePullSecrets = [], metadata }: V1ServiceAccount,
  secret: string,
  namespace: string,
  accounts: readonly Planned[],
): Need[] {
  if (!imagePullSecrets.some(({ name }) => name === secret)) return [];
  const account = metadata?.name ?? "";
  const planned = accounts.find(({ name }) => name === account);
  if (
    planned?.action?.kind === "take-off" &&
    planned.action.names.includes(secret)
  )
    return [];
  const by = `ServiceAccount/${account}`;
  if (planned?.verdict === "needed")
    return planned.needs.map(({ free }) => ({ by, free }));
  const free = `kubectl edit serviceaccount ${account} --namespace ${namespace}`;
  return [{ by, free }];
}

function kept(object: CleanObject, reason: string): Planned {
  return { ...object, verdict: "kept", reason, needs: [], action: null };
}

function objectOf(
  kind: CleanObject["kind"],
  metadata: V1ObjectMeta | undefined,
  { namespace }: NamespaceFacts,
): CleanObject {
  const { name = "", uid = "", resourceVersion = "" } = metadata ?? {};
  return { kind, namespace, name, uid, resourceVersion };
}
