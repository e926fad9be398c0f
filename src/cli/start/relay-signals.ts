import type { ChildProcess } from "node:child_process";
import { signalWitness } from "./signal-witness.js";

/** What ends a program that is asked to. */
const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGHUP", "SIGTERM"];

interface Relaying {
  /** Begins to hand on what came since: to be called as soon as Garden is started. */
  readonly to: (garden: ChildProcess) => void;
  /** Whether a signal came. */
  readonly signalled: () => boolean;
  readonly stop: () => void;
}

/** Hands on to Garden what this process gets, but not what Garden has got as well: Garden ends in order at the first, and
 *  at once at the second. To be called before Garden is started: a signal that nobody listens to would end this process,
 *  and Garden would go on alone. */
export function relaySignals(): Relaying {
  let witness: ReturnType<typeof signalWitness> | undefined;
  let target: ChildProcess | undefined;
  let signalled = false;
  const relay = (signal: NodeJS.Signals) => {
    signalled = true;
    void witness?.hasGot(signal).then((hasGot) => {
      if (!hasGot) target?.kill(signal);
    });
  };
  for (const signal of signals) process.on(signal, relay);
  return {
    to: (garden) => {
      target = garden;
      witness = signalWitness();
    },
    signalled: () => signalled,
    stop: () => {
      witness?.stop();
      for (const signal of signals) process.off(signal, relay);
    },
  };
}
