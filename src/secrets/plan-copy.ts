import type { Secret } from "../manifests/objects.js";
import type { CopyFacts } from "./copy-facts.js";
import { otherwise, rules, type CopyReason } from "./copy-rules.js";
import { copyMetadata } from "./marker.js";
import type { Seen } from "./secret-api.js";

/** What is to be done in the target namespace. */
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

function copyOf({ source, namespace }: CopyFacts, previous?: Secret): Secret {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: copyMetadata(source, namespace, previous),
    ...(source.type !== undefined && { type: source.type }),
    ...(source.data !== undefined && { data: source.data }),
  };
}
