import type { V1ObjectMeta } from "@kubernetes/client-node";
import type { NamespaceFacts } from "./facts.js";
import type { Need } from "./freeing.js";

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
export function shownKey(object: CleanObject): string {
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

export function objectOf(
  kind: CleanObject["kind"],
  metadata: V1ObjectMeta | undefined,
  { namespace }: NamespaceFacts,
): CleanObject {
  const { name = "", uid = "", resourceVersion = "" } = metadata ?? {};
  return { kind, namespace, name, uid, resourceVersion };
}

/** An object that is kept; `action` is what is done to it all the same. */
export function kept(
  object: CleanObject,
  reason: string,
  action: Action | null = null,
): Planned {
  return { ...object, verdict: "kept", reason, needs: [], action };
}

export function needed(
  object: CleanObject,
  reason: string,
  needs: readonly Need[],
): Planned {
  return { ...object, verdict: "needed", reason, needs, action: null };
}

export function removed(
  object: CleanObject,
  reason: string,
  action: Action,
): Planned {
  return { ...object, verdict: "remove", reason, needs: [], action };
}
