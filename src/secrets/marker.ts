import { isName, nameRules } from "../config/name-rules.js";
import { lastApplied } from "../manifests/last-applied.js";
import type { ObjectMeta, Secret } from "../manifests/objects.js";
import type { PullSecretSource } from "../resolver/pull-secrets.js";
import { isPullSecret } from "./pull-secret-types.js";

/** Of every label and annotation of ours. */
const prefix = "garden-pull-secrets/";

/** The one label by which copies are found. */
export const copyLabel = `${prefix}copy`;

const sourceNamespace = `${prefix}source-namespace`;
const sourceName = `${prefix}source-name`;
const sourceUid = `${prefix}source-uid`;
const sourceVersion = `${prefix}source-resource-version`;
const adopted = `${prefix}adopted`;

/** Of which Secret this one is a copy that we made, or took over; null where it is none. It is one by all of this together:
 *  the label, the annotations, a type that we copy, and the name of its source, which lies in another namespace. Labels
 *  alone get onto other objects, too: by hand, or by tools that copy them. */
export function copySource(secret: Secret): PullSecretSource | null {
  const { name, namespace, labels, annotations = {} } = secret.metadata ?? {};
  const from = annotations[sourceNamespace];
  const isOurs =
    isPullSecret(secret) &&
    labels?.[copyLabel] === "true" &&
    [sourceUid, sourceVersion].every((key) => key in annotations) &&
    annotations[sourceName] === name;
  return isOurs &&
    name !== undefined &&
    from !== undefined &&
    isName(from, nameRules.namespace) &&
    from !== namespace
    ? { name, namespace: from }
    : null;
}

/** Whether we made this Secret, or took it over: see `copySource`. */
export function isCopy(secret: Secret): boolean {
  return copySource(secret) !== null;
}

/** Whether the Secret was there before we marked it as our copy. */
export function isAdopted(secret: Secret): boolean {
  return (
    isCopy(secret) && secret.metadata?.annotations?.[adopted] !== undefined
  );
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
 *  `previous` is the Secret that the copy takes the place of: what it had of its own is kept. */
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
