/** What nobody has wanted for a while is asked again: the steps of a workflow share a session. */
const lifetimeMs = 30_000;

/** Promises by key, shared by concurrent callers. */
export interface SharedPromises {
  /** What `make` promised for `key`, until nobody has asked for it for 30 s; a failure is not remembered. */
  once<T>(key: readonly string[], make: () => Promise<T>): Promise<T>;
  forget(): void;
}

export function createSharedPromises(
  now: () => number = Date.now,
): SharedPromises {
  const entries = new Map<
    string,
    { readonly promise: Promise<unknown>; used: number }
  >();
  const dropUnused = () => {
    for (const [id, { used }] of entries)
      if (now() - used >= lifetimeMs) entries.delete(id);
  };
  return {
    once<T>(key: readonly string[], make: () => Promise<T>): Promise<T> {
      const id = JSON.stringify(key);
      dropUnused();
      const known = entries.get(id);
      if (known) {
        known.used = now();
        return known.promise as Promise<T>;
      }
      const promise = make();
      entries.set(id, { promise, used: now() });
      promise.catch(() => {
        if (entries.get(id)?.promise === promise) entries.delete(id);
      });
      return promise;
    },
    forget: () => entries.clear(),
  };
}
