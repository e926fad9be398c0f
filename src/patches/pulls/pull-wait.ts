import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { explained, withoutSecrets } from "./failed-pulls.js";
import { follow } from "../../cluster/namespace-watch.js";
import type { PodScope } from "../../cluster/watch.js";
import {
  noPulls,
  type EndedPull,
  type PullEffect,
  type PullEvent,
  type Pulls,
} from "./pull-events.js";
import { step } from "./pull-steps.js";
import { logLine } from "../../garden/log-line.js";

/** Looks at the pulls of some pods while Garden waits for them. */
export interface PullWait {
  /** Settles when a pull has failed in a way that waiting can't cure, with its explanation. */
  readonly ended: Promise<EndedPull>;
  /** What is known now: `unknown` where no pod is seen, or one fails in a way that is not understood. */
  state(): Pulls["state"];
  /** The last explanation, or null. */
  lastExplanation(): string | null;
  /** Looks again at the pods that there are: others may count by now. */
  lookAgain(): void;
  /** Ends the look. */
  stop(): void;
}

/** Looks at the pods that `among` returns, of all in the namespace. Each failure that may pass is explained once as a
 *  warning. `seen` hears of those pods after each change; null where they can't be watched, or fail in a way that is not
 *  understood. */
export function watchPulls(
  scope: PodScope,
  among: (pods: readonly V1Pod[]) => readonly V1Pod[],
  seen: (pods: readonly V1Pod[] | null) => void = () => undefined,
): PullWait {
  let pulls = noPulls;
  let all: readonly V1Pod[] = [];
  let timer: NodeJS.Timeout | undefined;
  let end: (ended: EndedPull) => void = () => undefined;
  const ended = new Promise<EndedPull>((resolve) => {
    end = resolve;
  });
  const unfollows: (() => void)[] = [];

  const dispatch = (event: PullEvent): void => {
    clearTimeout(timer);
    const [next, effects] = step(pulls, event, Date.now());
    pulls = next;
    effects.forEach(bringAbout);
  };

  const bringAbout = (effect: PullEffect): void => {
    switch (effect.type) {
      case "explain": {
        const { key, failure } = effect;
        void explained(scope, failure)
          // Whatever a Secret may hold, Garden goes on.
          .catch(() => withoutSecrets(failure))
          .then((reported) => dispatch({ type: "explained", key, reported }));
        break;
      }
      case "follow-events":
        unfollows.push(
          follow(scope, "events", {
            changed: (events: readonly CoreV1Event[]) =>
              dispatch({ type: "events", events }),
            // The pods' status will report it, later.
            failed: () => undefined,
          }),
        );
        break;
      case "warn":
        logLine(scope.log, "warn", effect.message);
        break;
      case "see":
        seen(effect.pods);
        break;
      case "look-again":
        timer = setTimeout(
          () => dispatch({ type: "time-passed" }),
          effect.milliseconds,
        ).unref();
        break;
      case "end":
        end(effect.ended);
        break;
    }
  };

  const lookAgain = (): void => dispatch({ type: "pods", pods: among(all) });
  unfollows.push(
    follow(scope, "pods", {
      changed: (pods) => {
        all = pods;
        lookAgain();
      },
      failed: () => {
        all = [];
        dispatch({ type: "unwatchable" });
      },
    }),
  );
  return {
    ended,
    state: () => pulls.state,
    lastExplanation: () => pulls.explanation,
    lookAgain,
    stop() {
      dispatch({ type: "stopped" });
      for (const unfollow of unfollows) unfollow();
    },
  };
}
