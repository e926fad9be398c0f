import type { Manifest } from "./objects.js";
import { isRecord } from "../config/is-record.js";

/** A Secret that an object names. */
export interface SecretUse {
  readonly name: string;
  /** Whether it is named in a list of pull secrets; else it is mounted, read into the environment, or used otherwise. */
  readonly pulls: boolean;
}

/** The Secrets that an object names anywhere but in its metadata and status. Kubernetes names them under keys that have
 *  "secret" in them (`imagePullSecrets`, `secretName`, `secretKeyRef`, `secretRef`, `nodePublishSecretRef`, and `secret`
 *  of projected volumes; Kubernetes API reference), and so do custom resources, whatever their shape. What such a key
 *  holds counts, and each `name` below it: that may be too much, which keeps a Secret that nothing needs. */
export function secretUsesOf(manifest: Manifest): SecretUse[] {
  return Object.entries(manifest)
    .filter(([key]) => key !== "metadata" && key !== "status")
    .flatMap(([key, value]) => usesIn(value, key, null));
}

/** In: a value, the key that it stands under (the list's, where it is in a list), and the last key above that has "secret"
 *  in it. */
function usesIn(
  value: unknown,
  key: string,
  above: string | null,
): SecretUse[] {
  const isSecretKey = /secret/i.test(key);
  const secretKey = isSecretKey ? key : above;
  if (typeof value === "string") {
    return secretKey !== null && (isSecretKey || key === "name")
      ? [{ name: value, pulls: /^imagePullSecrets?$/i.test(secretKey) }]
      : [];
  }
  if (Array.isArray(value))
    return value.flatMap((item) => usesIn(item, key, above));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([inner, each]) =>
    usesIn(each, inner, secretKey),
  );
}
