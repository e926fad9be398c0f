import type { V1ServiceAccount } from "@kubernetes/client-node";
import { secretUsesOf } from "../../manifests/secret-uses.js";
import type { PullSecretSource } from "../../resolver/pull-secrets.js";
import { copySource, isAdopted } from "../../secrets/marker.js";
import type { CleanFacts, LabelledSecret, NamespaceFacts } from "./facts.js";
import { needsOf, needsOfDeploy, type Need } from "./freeing.js";
import { podUsers } from "./pod-users.js";
import { kept, needed, objectOf, removed, type Planned } from "./planned.js";

/** Decides what becomes of a Secret that carries our label. Deleted is only what we made, what Garden would not have made
 *  without the patch, and what nothing needs. `accounts` is what becomes of the namespace's ServiceAccounts. */
export function planRemoval(
  copy: LabelledSecret,
  place: NamespaceFacts,
  facts: CleanFacts,
  accounts: readonly Planned[],
): Planned {
  const object = objectOf("Secret", copy.metadata, place);
  const source = copySource(copy);
  if (facts.sources.some(isSame(object)))
    return kept(object, "the provider config names it as a source");
  if (source === null)
    return kept(
      object,
      "it carries the patch's label, but is no copy that the patch made: it stays as it is",
    );
  if (isAdopted(copy))
    return kept(
      object,
      "it was there before the patch: it stays as it is, without our label and annotations",
      { kind: "unmark" },
    );
  if (facts.copySecrets.some(isSame(source)))
    return kept(
      object,
      "the provider config lists it in copySecrets: it stays as it is, without our label and annotations",
      { kind: "unmark" },
    );
  const needs = needsIn(object.name, place, facts, accounts);
  return needs.length > 0
    ? needed(object, "something uses it", needs)
    : removed(object, "a copy that nothing needs", { kind: "delete" });
}

function isSame(one: PullSecretSource): (other: PullSecretSource) => boolean {
  return ({ name, namespace }) =>
    name === one.name && namespace === one.namespace;
}

/** All that needs the Secret of this name in a namespace: pods that have not ended, what makes pods, ServiceAccounts that
 *  keep it, and custom resources of the project's Deploys. */
function needsIn(
  secret: string,
  place: NamespaceFacts,
  facts: CleanFacts,
  accounts: readonly Planned[],
): Need[] {
  return [
    ...podUsers(place.objects, secret).flatMap((user) =>
      needsOf(user, secret, facts),
    ),
    ...place.accounts.flatMap((account) =>
      accountNeeds(account, secret, place, accounts),
    ),
    ...facts.deploys.flatMap((deploy) =>
      needsOfDeploy(deploy, secret, place.namespace),
    ),
  ];
}

/** What an account that names the Secret, and keeps it, means for a copy. */
function accountNeeds(
  account: V1ServiceAccount,
  secret: string,
  { namespace }: NamespaceFacts,
  accounts: readonly Planned[],
): Need[] {
  const uses = secretUsesOf(account).filter(({ name }) => name === secret);
  if (uses.length === 0) return [];
  const name = account.metadata?.name ?? "";
  const planned = accounts.find((each) => each.name === name);
  const takenOff =
    planned?.action?.kind === "take-off" &&
    planned.action.names.includes(secret);
  if (takenOff && uses.every(({ pulls }) => pulls)) return [];
  const by = `ServiceAccount/${name}`;
  if (planned?.verdict === "needed")
    return planned.needs.map(({ free }) => ({ by, free }));
  const free = `kubectl edit serviceaccount ${name} --namespace ${namespace}`;
  return [{ by, free }];
}
