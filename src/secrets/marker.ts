import type { ObjectMeta, Secret } from "../manifests/objects.js";

/** Of every label and annotation of ours. */
const prefix = "garden-pull-secrets/";

/** The one label by which copies are found. */
export const copyLabel = `${prefix}copy`;

const sourceNamespace = `${prefix}source-namespace`;
const sourceName = `${prefix}source-name`;
const sourceUid = `${prefix}source-uid`;
const sourceVersion = `${prefix}source-resource-version`;
const adopted = `${prefix}adopted`;

/** kubectl keeps the whole object here, a Secret's data included. */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** Whether we made this Secret, or took it over. */
export function isCopy(secret: Secret): boolean {
  return secret.metadata?.labels?.[copyLabel] !== undefined;
}

/** Where a Secret is. */
export interface SecretSource {
  readonly namespace: string;
  readonly name: string;
}

/** What a copy of ours was copied from; undefined where the Secret is no copy of ours. */
export function sourceOf(secret: Secret): SecretSource | undefined {
  const { [sourceNamespace]: namespace = "", [sourceName]: name = "" } =
    secret.metadata?.annotations ?? {};
  return isCopy(secret) && namespace !== "" && name !== ""
    ? { namespace, name }
    : undefined;
}

/** Whether the Secret was there before we marked it as our copy. */
export function isAdopted(secret: Secret): boolean {
  return secret.metadata?.annotations?.[adopted] !== undefined;
}

/** What a Secret that was there before is without our marker: a later copy treats both alike. */
export function withoutMarker(metadata: ObjectMeta): ObjectMeta {
  const { labels, annotations, ...rest } = metadata;
  return {
    ...rest,
    ...withoutOurs("labels", labels),
    ...withoutOurs("annotations", annotations),
  };
}

/** The entries under their field, which is left out where none is left. */
function withoutOurs(
  field: "labels" | "annotations",
  entries: Record<string, string> = {},
): Partial<ObjectMeta> {
  const others = Object.entries(entries).filter(
    ([key]) => !key.startsWith(prefix),
  );
  return others.length === 0 ? {} : { [field]: Object.fromEntries(others) };
}

/** The metadata of a copy of `source` in `namespace`: our marker, and of the source's own metadata only the name. Its
 *  labels and annotations would make replicators and trackers act on the copy, or hold the credential once more.
 *  `previous` is the Secret that the copy takes the place of: what it had of its own stays. */
export function copyMetadata(
  source: Secret,
  namespace: string,
  previous?: Secret,
): ObjectMeta {
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
