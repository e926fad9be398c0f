/** What is done in a few seconds needs no word. */
const quietMs = 3000;

/** Counts work of which more may come while it runs. */
export interface Progress {
  /** Runs `work`, which is about `count` things. While it takes long, `say` hears every 3 s how many of all are done. */
  track<T>(
    count: number,
    say: (done: number, all: number) => void,
    work: () => Promise<T>,
  ): Promise<T>;
}

export function createProgress(): Progress {
  let all = 0;
  let done = 0;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    async track(count, say, work) {
      all += count;
      running++;
      timer ??= setInterval(() => say(done, all), quietMs).unref();
      try {
        return await work();
      } finally {
        done += count;
        if (--running === 0) {
          clearInterval(timer);
          timer = undefined;
          all = done = 0;
        }
      }
    },
  };
}
