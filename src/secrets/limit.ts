/** Runs work, at most so much of it at once; the rest waits for its turn, in the order in which it came. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export function createLimit(atOnce: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < atOnce) running++;
    // Whoever ends hands its place on.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
