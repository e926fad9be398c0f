import { isDeepStrictEqual } from "node:util";
import type { Secret } from "../manifests/objects.js";
import { copyMetadata, isAdopted, isCopy } from "./marker.js";

/** The types that a node can pull with (Kubernetes, pkg/credentialprovider/secrets). */
const pullSecretTypes = [
  "kubernetes.io/dockerconfigjson",
  "kubernetes.io/dockercfg",
];

/** Whether a node can pull with the Secret, by its type alone. */
export function isPullSecret(secret: Secret): boolean {
  return pullSecretTypes.includes(secret.type ?? "");
}

/** Why a copy is made, left as it is, or refused: stable, to be compared with. */
export type CopyReason =
  | "in-place"
  | "absent"
  | "same"
  | "changed"
  | "older-copy"
  | "type-changed"
  | "immutable"
  | "foreign-type"
  | "foreign-immutable";

/** What is to be done in the target namespace. `replace` deletes the old Secret, guarded by its uid, and creates the
 *  new one. */
export type CopyPlan = {
  readonly reason: CopyReason;
  readonly sentence: string;
} & (
  | { readonly action: "keep" | "refuse" }
  | { readonly action: "create" | "update"; readonly secret: Secret }
  | {
      readonly action: "replace";
      readonly secret: Secret;
      readonly uid: string;
    }
);

/** Decides how `source`, a pull secret, gets into `namespace`, where `existing` is the Secret of its name, or null.
 *  Our own copy is compared by its live type and data, never by its marker. An update can change neither a Secret's
 *  `type` nor an `immutable: true` one (Kubernetes), so these are replaced where they are ours, else refused. */
export function planCopy(
  source: Secret,
  existing: Secret | null,
  namespace: string,
): CopyPlan {
  const name = source.metadata?.name ?? "";
  const from = `'${source.metadata?.namespace ?? ""}'`;
  const there = `Secret '${name}' in namespace '${namespace}'`;
  if (source.metadata?.namespace === namespace) {
    return {
      action: "keep",
      reason: "in-place",
      sentence: `${there} is the source itself`,
    };
  }
  if (existing === null) {
    return {
      action: "create",
      reason: "absent",
      sentence: `${there} is copied from namespace ${from}`,
      secret: copyOf(source, namespace),
    };
  }
  if (
    existing.type === source.type &&
    isDeepStrictEqual(existing.data ?? {}, source.data ?? {})
  ) {
    return {
      action: "keep",
      reason: "same",
      sentence: `${there} already has the same data`,
    };
  }
  const ours = isCopy(existing) && !isAdopted(existing);
  if (!ours && existing.type !== source.type) {
    return {
      action: "refuse",
      reason: "foreign-type",
      sentence:
        `${there} is of type ${existing.type ?? "Opaque"} and was not made by garden-pull-secrets, so it is not ` +
        `replaced by the one from namespace ${from}. Rename one of the two, or delete it: ` +
        `kubectl delete secret ${name} --namespace ${namespace}`,
    };
  }
  if (!ours && existing.immutable === true) {
    return {
      action: "refuse",
      reason: "foreign-immutable",
      sentence:
        `${there} is immutable, holds other data than the one in namespace ${from} and was not made by ` +
        `garden-pull-secrets. Rename one of the two, or delete it: kubectl delete secret ${name} --namespace ${namespace}`,
    };
  }
  if (existing.type !== source.type || existing.immutable === true) {
    const secret = copyOf(source, namespace);
    const uid = existing.metadata?.uid ?? "";
    return existing.type === source.type
      ? {
          action: "replace",
          reason: "immutable",
          sentence: `${there} is an immutable copy and is made anew`,
          secret,
          uid,
        }
      : {
          action: "replace",
          reason: "type-changed",
          sentence: `${there} is made anew: its source changed its type`,
          secret,
          uid,
        };
  }
  const secret = copyOf(source, namespace, existing);
  return isCopy(existing)
    ? {
        action: "update",
        reason: "changed",
        sentence: `${there} is brought up to date with namespace ${from}`,
        secret,
      }
    : {
        action: "update",
        reason: "older-copy",
        sentence: `${there} held other data and is replaced by the one from namespace ${from}, as Garden does`,
        secret,
      };
}

function copyOf(source: Secret, namespace: string, previous?: Secret): Secret {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: copyMetadata(source, namespace, previous),
    ...(source.type !== undefined && { type: source.type }),
    ...(source.data !== undefined && { data: source.data }),
  };
}
