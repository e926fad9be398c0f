import {
  hasData,
  hasType,
  isFixed,
  isImmutable,
  isOfOtherSource,
  isOurs,
  isSource,
  type CopyFacts,
} from "./copy-facts.js";
import { copySource, isCopy } from "./marker.js";
import { shownType } from "./pull-secret-types.js";

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

/** What is done about a copy: `replace` deletes the old Secret as it was seen, and creates the new one. */
export type CopyAction = "keep" | "refuse" | "create" | "update" | "replace";

interface Rule {
  readonly reason: CopyReason;
  readonly applies: (facts: CopyFacts) => boolean;
  readonly action: CopyAction;
  readonly sentence: (facts: CopyFacts) => string;
}

/** The first rule that applies decides. Our own copy is compared by its live type and data, never by its marker. */
export const rules: readonly Rule[] = [
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
export const otherwise: Omit<Rule, "applies"> = {
  reason: "older-copy",
  action: "update",
  sentence: (facts) =>
    `${there(facts)} held other data and is replaced by the one from namespace ${origin(facts)}, as Garden does`,
};

function there({ source, namespace }: CopyFacts): string {
  return `Secret '${source.metadata?.name ?? ""}' in namespace '${namespace}'`;
}

function origin({ source }: CopyFacts): string {
  return `'${source.metadata?.namespace ?? ""}'`;
}

function renameOrDelete({ source, namespace }: CopyFacts): string {
  const name = source.metadata?.name ?? "";
  return `Rename one of the two, or delete it: kubectl delete secret ${name} --namespace ${namespace}`;
}

function twoSources(facts: CopyFacts): string {
  const other = copySource(facts.existing)?.namespace ?? "";
  return (
    `${there(facts)} was a copy of the one in namespace '${other}', and is replaced by the one from namespace ` +
    `${origin(facts)}. Where another project or environment still needs the first, each deploy replaces the other's: ` +
    "give one of the two source Secrets another name"
  );
}
