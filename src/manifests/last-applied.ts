import type { Manifest } from "./objects.js";

/** kubectl keeps the whole object here, a Secret's data included. */
export const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** The object as kubectl applied it last; null where it did not, or where that can't be read. */
export function lastAppliedOf<T extends Manifest>({ metadata }: T): T | null {
  try {
    return JSON.parse(
      metadata?.annotations?.[lastApplied] ?? "null",
    ) as T | null;
  } catch {
    return null;
  }
}
