/** Runs so many pieces of work at a time, and the others when one of them has ended. */
export type SideBySide = <T>(work: () => Promise<T>) => Promise<T>;

export function sideBySide(limit: number): SideBySide {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
