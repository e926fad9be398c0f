/** What was found out a while ago is asked again: the steps of a workflow share a session. */
const lifetimeMs = 30_000;

/** Promises by key, shared by concurrent callers. */
export interface Memory {
  /** What `make` promised for `key` within the last 30 s, else what it promises now; a failure is not remembered. */
  once<T>(key: readonly string[], make: () => Promise<T>): Promise<T>;
  forget(): void;
}

export function createMemory(now: () => number = Date.now): Memory {
  const entries = new Map<
    string,
    { readonly promise: Promise<unknown>; readonly made: number }
  >();
  return {
    once<T>(key: readonly string[], make: () => Promise<T>): Promise<T> {
      const id = JSON.stringify(key);
      const known = entries.get(id);
      if (known && now() - known.made < lifetimeMs)
        return known.promise as Promise<T>;
      const promise = make();
      entries.set(id, { promise, made: now() });
      promise.catch(() => {
        if (entries.get(id)?.promise === promise) entries.delete(id);
      });
      return promise;
    },
    forget: () => entries.clear(),
  };
}
