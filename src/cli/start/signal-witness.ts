import { spawn, type ChildProcess } from "node:child_process";

/** Distinguishes a signal that was sent to this process alone from one that all of its group got, as a terminal sends Ctrl-C. */
interface SignalWitness {
  /** Whether Garden, which is in the group, has got the signal that this process has just got. */
  readonly hasGot: (signal: NodeJS.Signals) => Promise<boolean>;
  readonly stop: () => void;
}

interface Asked {
  readonly signal: NodeJS.Signals;
  readonly answer: (hasGot: boolean) => void;
}

/** A program in this process's group that does nothing but echo. It ends by a signal that the group gets, and it answers
 *  after one that it did not get. (Node does not say who sent a signal.) */
export function signalWitness(): SignalWitness {
  // A console there sends its events to each of its processes, and nothing else comes as a signal.
  if (process.platform === "win32")
    return {
      hasGot: () => Promise.resolve(true),
      stop: () => undefined,
    };
  let asked: Asked[] = [];
  let stopped = false;
  /** What ended the witness before this one, which may have come more than once. */
  let before: { readonly signal: NodeJS.Signals } | null = null;
  let witness = start();

  function start(): ChildProcess {
    const echo = spawn("cat", { stdio: ["pipe", "pipe", "ignore"] });
    // What is asked of one that has ended is answered by its end.
    echo.stdin.on("error", () => undefined);
    echo.stdout.on("data", (echoed: Buffer) => {
      for (const { answer } of asked.splice(0, echoed.length)) answer(false);
    });
    echo.on("error", () => answerAll(null));
    echo.on("close", (_code, endedBy) => {
      answerAll(endedBy);
      if (endedBy === null || stopped) return;
      const ending = { signal: endedBy };
      before = ending;
      witness = start();
      // What came before there was a new witness is heard of in the event loop's next round.
      setImmediate(() =>
        setImmediate(() => {
          if (before === ending) before = null;
        }),
      );
    });
    return echo;
  }

  function answerAll(endedBy: NodeJS.Signals | null): void {
    for (const { signal, answer } of asked) answer(signal === endedBy);
    asked = [];
  }

  return {
    hasGot: (signal) =>
      new Promise((answer) => {
        const isThere = witness.pid !== undefined && witness.exitCode === null;
        if (signal === before?.signal || !isThere) {
          answer(isThere);
          return;
        }
        asked.push({ signal, answer });
        witness.stdin?.write(".");
      }),
    stop: () => {
      stopped = true;
      witness.kill("SIGKILL");
    },
  };
}
