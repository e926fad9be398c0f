import { isDeepStrictEqual } from "node:util";
import type { Secret } from "../manifests/objects.js";
import { shownType } from "./pull-secret-types.js";
import type { Seen } from "./secret-api.js";
import { copyMetadata, copySource, isAdopted, isCopy } from "./marker.js";

/** Why a copy is made, left as it is, or refused: stable, to be compared with. */
export type CopyReason =
  | "in-place"
  | "absent"
  | "same"
  | "foreign-type"
  | "foreign-immutable"
  | "other-source"
  | "type-changed"
  | "immutable"
  | "changed"
  | "older-copy";

/** What is to be done in the target namespace. `replace` deletes the old Secret as it was seen, and creates the new one. */
export type CopyPlan = {
  readonly reason: CopyReason;
  readonly sentence: string;
} & (
  | { readonly action: "keep" | "refuse" }
  | { readonly action: "create" | "update"; readonly secret: Secret }
  | {
      readonly action: "replace";
      readonly secret: Secret;
      readonly seen: Seen;
    }
);

/** What is copied, and what the target namespace holds of its name: an empty Secret stands for none. */
interface Facts {
  readonly source: Secret;
  readonly namespace: string;
  readonly isThere: boolean;
  readonly existing: Secret;
}

interface Rule {
  readonly reason: CopyReason;
  readonly applies: (facts: Facts) => boolean;
  readonly action: CopyPlan["action"];
  readonly sentence: (facts: Facts) => string;
}

/** The first rule that applies decides. Our own copy is compared by its live type and data, never by its marker. */
const rules: readonly Rule[] = [
  {
    reason: "in-place",
    applies: isSource,
    action: "keep",
    sentence: (facts) => `${there(facts)} is the source itself`,
  },
  {
    reason: "absent",
    applies: ({ isThere }) => !isThere,
    action: "create",
    sentence: (facts) =>
      `${there(facts)} is copied from namespace ${origin(facts)}`,
  },
  {
    reason: "same",
    applies: (facts) => hasType(facts) && hasData(facts),
    action: "keep",
    sentence: (facts) => `${there(facts)} already has the same data`,
  },
  {
    reason: "foreign-type",
    applies: (facts) => !isOurs(facts) && !hasType(facts),
    action: "refuse",
    sentence: (facts) =>
      `${there(facts)} is of type ${shownType(facts.existing)} and was not made by garden-pull-secrets, so it is ` +
      `not replaced by the one from namespace ${origin(facts)}. ${renameOrDelete(facts)}`,
  },
  {
    reason: "foreign-immutable",
    applies: (facts) => !isOurs(facts) && isImmutable(facts),
    action: "refuse",
    sentence: (facts) =>
      `${there(facts)} is immutable, holds other data than the one in namespace ${origin(facts)} and was not made by ` +
      `garden-pull-secrets. ${renameOrDelete(facts)}`,
  },
  {
    reason: "other-source",
    applies: (facts) => isOfOtherSource(facts) && isFixed(facts),
    action: "replace",
    sentence: twoSources,
  },
  {
    reason: "other-source",
    applies: isOfOtherSource,
    action: "update",
    sentence: twoSources,
  },
  {
    reason: "type-changed",
    applies: (facts) => isOurs(facts) && !hasType(facts),
    action: "replace",
    sentence: (facts) =>
      `${there(facts)} is recreated: its source changed its type`,
  },
  {
    reason: "immutable",
    applies: (facts) => isOurs(facts) && isImmutable(facts),
    action: "replace",
    sentence: (facts) =>
      `${there(facts)} is an immutable copy and is recreated`,
  },
  {
    reason: "changed",
    applies: ({ existing }) => isCopy(existing),
    action: "update",
    sentence: (facts) =>
      `${there(facts)} is brought up to date with namespace ${origin(facts)}`,
  },
];

/** The user's own pull secret, or the copy of a Garden without the patch. */
const otherwise: Omit<Rule, "applies"> = {
  reason: "older-copy",
  action: "update",
  sentence: (facts) =>
    `${there(facts)} held other data and is replaced by the one from namespace ${origin(facts)}, as Garden does`,
};

/** Decides how `source`, a pull secret, gets into `namespace`, where `existing` is the Secret of its name, or null. */
export function planCopy(
  source: Secret,
  existing: Secret | null,
  namespace: string,
): CopyPlan {
  const isThere = existing !== null;
  const facts = { source, namespace, isThere, existing: existing ?? {} };
  const rule = rules.find(({ applies }) => applies(facts)) ?? otherwise;
  const { reason, action } = rule;
  const why = { reason, sentence: rule.sentence(facts) };
  switch (action) {
    case "keep":
    case "refuse":
      return { ...why, action };
    case "create":
      return { ...why, action, secret: copyOf(facts) };
    case "update":
      return { ...why, action, secret: copyOf(facts, facts.existing) };
    case "replace": {
      const { uid = "", resourceVersion = "" } = facts.existing.metadata ?? {};
      const seen = { uid, resourceVersion };
      return { ...why, action, secret: copyOf(facts), seen };
    }
  }
}

function isSource({ source, namespace }: Facts): boolean {
  return source.metadata?.namespace === namespace;
}

/** Whether we made it: one that we took over is somebody else's. */
function isOurs({ existing }: Facts): boolean {
  return isCopy(existing) && !isAdopted(existing);
}

function hasType({ source, existing }: Facts): boolean {
  return existing.type === source.type;
}

function hasData({ source, existing }: Facts): boolean {
  return isDeepStrictEqual(existing.data ?? {}, source.data ?? {});
}

function isImmutable({ existing }: Facts): boolean {
  return existing.immutable === true;
}

/** An update can change neither the type of a Secret nor an immutable one (Kubernetes API reference, Secret). */
function isFixed(facts: Facts): boolean {
  return !hasType(facts) || isImmutable(facts);
}

/** As where two projects, or two environments, have a namespace in common. */
function isOfOtherSource({ source, existing }: Facts): boolean {
  const other = copySource(existing);
  return other !== null && other.namespace !== source.metadata?.namespace;
}

function there({ source, namespace }: Facts): string {
  return `Secret '${source.metadata?.name ?? ""}' in namespace '${namespace}'`;
}

function origin({ source }: Facts): string {
  return `'${source.metadata?.namespace ?? ""}'`;
}

function renameOrDelete({ source, namespace }: Facts): string {
  const name = source.metadata?.name ?? "";
  return `Rename one of the two, or delete it: kubectl delete secret ${name} --namespace ${namespace}`;
}

function twoSources(facts: Facts): string {
  const other = copySource(facts.existing)?.namespace ?? "";
  return (
    `${there(facts)} was a copy of the one in namespace '${other}', and is replaced by the one from namespace ` +
    `${origin(facts)}. Where another project or environment still needs the first, each deploy replaces the other's: ` +
    "give one of the two source Secrets another name"
  );
}

function copyOf({ source, namespace }: Facts, previous?: Secret): Secret {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: copyMetadata(source, namespace, previous),
    ...(source.type !== undefined && { type: source.type }),
    ...(source.data !== undefined && { data: source.data }),
  };
}
