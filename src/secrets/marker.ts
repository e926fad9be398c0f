import type { V1ObjectMeta, V1Secret } from "@kubernetes/client-node";

/** The one label by which copies are found. */
export const copyLabel = "garden-pull-secrets/copy";

const sourceNamespace = "garden-pull-secrets/source-namespace";
const sourceName = "garden-pull-secrets/source-name";
const sourceUid = "garden-pull-secrets/source-uid";
const sourceVersion = "garden-pull-secrets/source-resource-version";
const adopted = "garden-pull-secrets/adopted";

/** kubectl keeps the whole object here, a Secret's data included. */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** Whether we made this Secret, or took it over. */
export function isCopy(secret: V1Secret): boolean {
  return secret.metadata?.labels?.[copyLabel] !== undefined;
}

/** Whether the Secret was there before we marked it as our copy. */
export function isAdopted(secret: V1Secret): boolean {
  return secret.metadata?.annotations?.[adopted] !== undefined;
}

/** The metadata of a copy of `source` in `namespace`: our marker, and of the source's own metadata only the name. Its
 *  labels and annotations would make replicators and trackers act on the copy, or hold the credential once more.
 *  `previous` is the Secret that the copy takes the place of: what it had of its own stays. */
export function copyMetadata(
  source: V1Secret,
  namespace: string,
  previous?: V1Secret,
): V1ObjectMeta {
  const from = source.metadata ?? {};
  const kept = previous?.metadata;
  const taken =
    previous !== undefined && (!isCopy(previous) || isAdopted(previous));
  return {
    ...(from.name !== undefined && { name: from.name }),
    namespace,
    ...(kept?.uid !== undefined && { uid: kept.uid }),
    ...(kept?.resourceVersion !== undefined && {
      resourceVersion: kept.resourceVersion,
    }),
    ...(kept?.ownerReferences && { ownerReferences: kept.ownerReferences }),
    ...(kept?.finalizers && { finalizers: kept.finalizers }),
    labels: { ...ownEntries(kept?.labels, from.labels), [copyLabel]: "true" },
    annotations: {
      ...ownEntries(kept?.annotations, from.annotations),
      [sourceNamespace]: from.namespace ?? "",
      [sourceName]: from.name ?? "",
      [sourceUid]: from.uid ?? "",
      [sourceVersion]: from.resourceVersion ?? "",
      ...(taken && { [adopted]: "true" }),
    },
  };
}

/** Of `entries`, those that did not come from the source: an unpatched Garden's copy carries them all. */
function ownEntries(
  entries: Record<string, string> | undefined,
  source: Record<string, string> | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries ?? {}).filter(
      ([key, value]) => key !== lastApplied && source?.[key] !== value,
    ),
  );
}
