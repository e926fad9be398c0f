/** What nobody has wanted for a while is asked again: the steps of a workflow share a session. */
const unusedMs = 30_000;

/** And so is what is asked for all the time, as while a command of hours runs: a Secret may be rotated meanwhile. */
const oldestMs = 300_000;

/** Promises by key, shared by concurrent callers. */
export interface SharedPromises {
  /** What `make` promised for `key`, until nobody has asked for it for 30 s, and for 5 minutes at most; a failure is not
   *  remembered. */
  once<T>(key: readonly string[], make: () => Promise<T>): Promise<T>;
  forget(): void;
}

export function createSharedPromises(
  now: () => number = Date.now,
): SharedPromises {
  const entries = new Map<
    string,
    {
      readonly promise: Promise<unknown>;
      readonly made: number;
      used: number;
    }
  >();
  const dropOld = () => {
    for (const [id, { made, used }] of entries)
      if (now() - used >= unusedMs || now() - made >= oldestMs)
        entries.delete(id);
  };
  return {
    once<T>(key: readonly string[], make: () => Promise<T>): Promise<T> {
      const id = JSON.stringify(key);
      dropOld();
      const known = entries.get(id);
      if (known) {
        known.used = now();
        return known.promise as Promise<T>;
      }
      const promise = make();
      entries.set(id, { promise, made: now(), used: now() });
      promise.catch(() => {
        if (entries.get(id)?.promise === promise) entries.delete(id);
      });
      return promise;
    },
    forget: () => entries.clear(),
  };
}
