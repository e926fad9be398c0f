/** Does work when it is its turn. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs operations at once, and what they ask `turn` for one by one: each waits until all operations wait or are over, and
 *  `pick` says which one is next. So the order is the same each time, however long an answer takes. */
export async function inTurns(
  operations: readonly ((turn: Turn) => Promise<void>)[],
  pick: (count: number) => number,
): Promise<void> {
  const waiting: (() => Promise<void>)[] = [];
  const turn: Turn = (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => work().then(resolve, reject));
    });
  let running = operations.length;
  const all = Promise.all(
    operations.map((operation) => operation(turn).finally(() => running--)),
  );
  // It is thrown at the end.
  all.catch(() => undefined);
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    // What an operation that has failed has asked for is answered all the same.
    if (running === 0 && waiting.length === 0) break;
    const [next] = waiting.splice(pick(waiting.length), 1);
    await next?.();
  }
  await all;
}
