import { refusal } from "../patches/seam-check.js";
import { watchCluster } from "./cluster-watch.js";
import type { PatchedGarden } from "./patched-garden.js";

const notPassed =
  "garden-pull-secrets: this Garden was NOT patched: its modules did not pass through the patch. A module loader that " +
  "comes later (--import or --loader, in NODE_OPTIONS or GARDEN_NODE_EXTRA_PARAMS) keeps it out, or it is no Garden from " +
  "0.13.20 on.";

export interface Guard {
  /** Ends the process with the reason. */
  readonly end: (reason: string) => never;
}

/** Ends the process, with the reason, where Garden is about to reach a cluster and may not; and has it end with another
 *  code than 0 where nothing was patched, or Garden went on after a refusal. Nothing that the patch attaches to Garden
 *  is needed for that. */
export function standGuard(garden: PatchedGarden): Guard {
  let said = false;
  const say = (reason: string): void => {
    if (!said) process.stderr.write(`${reason}\n`);
    said = true;
  };
  const end = (reason: string): never => {
    say(reason);
    process.exit(1);
  };
  watchCluster((how) => {
    const hindrances = garden.hindrances();
    if (hindrances.length === 0) return;
    end(
      garden.hasPassed()
        ? `${refusal(hindrances)}\nGarden was ended when it was about to ${how}.`
        : notPassed,
    );
  });
  process.on("exit", (code) => {
    if (!garden.hasPassed()) say(notPassed);
    else if (garden.lacksPlaceForCommand() && code !== 0)
      say(refusal(garden.hindrances()));
    else if (garden.isRefused() && code === 0)
      say(refusal(garden.hindrances()));
    else return;
    if (code === 0) process.exitCode = 1;
  });
  return { end };
}
