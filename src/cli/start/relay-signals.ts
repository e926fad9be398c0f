import type { ChildProcess } from "node:child_process";
import { signalWitness } from "./signal-witness.js";

/** What ends a program that is asked to. */
const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGHUP", "SIGTERM"];

interface Relaying {
  /** Whether a signal came. */
  readonly signalled: () => boolean;
  readonly stop: () => void;
}

/** Hands on to Garden what this process gets, but not what Garden has got as well: Garden ends in order at the first, and
 *  at once at the second. */
export function relaySignals(garden: ChildProcess): Relaying {
  const witness = signalWitness();
  let signalled = false;
  const relay = (signal: NodeJS.Signals) => {
    signalled = true;
    void witness.hasGot(signal).then((hasGot) => {
      if (!hasGot) garden.kill(signal);
    });
  };
  for (const signal of signals) process.on(signal, relay);
  return {
    signalled: () => signalled,
    stop: () => {
      witness.stop();
      for (const signal of signals) process.off(signal, relay);
    },
  };
}
