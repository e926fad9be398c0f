import type { V1ServiceAccount } from "@kubernetes/client-node";
import { fieldManager } from "../../cluster/field-manager.js";
import { isAdopted, isCopy } from "../../secrets/marker.js";
import type { CleanFacts, NamespaceFacts } from "./facts.js";

/** Whether the account's list was applied under our field manager, and not changed by others since (Kubernetes, managedFields). */
export function isListOurs({ metadata }: V1ServiceAccount): boolean {
  return (metadata?.managedFields ?? []).some(
    ({ manager, fieldsV1 }) =>
      manager === fieldManager &&
      fieldsV1 !== undefined &&
      "f:imagePullSecrets" in fieldsV1,
  );
}

/** The names that the patch has put on the list of an account: the Secrets of the provider config, and those of which it
 *  has made a copy there. The list is one value to Kubernetes, so it does not show which entry is whose. */
export function ownReferences(
  { imagePullSecrets = [] }: V1ServiceAccount,
  { copies }: NamespaceFacts,
  { sources }: CleanFacts,
): string[] {
  const ours = new Set([
    ...sources.map(({ name }) => name),
    ...copies
      .filter((copy) => isCopy(copy) && !isAdopted(copy))
      .map(({ metadata }) => metadata.name),
  ]);
  return imagePullSecrets.flatMap(({ name }) =>
    name !== undefined && ours.has(name) ? [name] : [],
  );
}
