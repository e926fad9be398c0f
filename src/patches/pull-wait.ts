import type { V1Pod } from "@kubernetes/client-node";
import {
  explained,
  failedPulls,
  outlook,
  type FailedPull,
} from "./failed-pulls.js";
import { followPods, type PodScope } from "./pod-watch.js";

/** Looks at the pulls of some pods while Garden waits for them. */
export interface PullWait {
  /** Settles when a pull has failed in a way that waiting can't cure, with its explanation. */
  readonly ended: Promise<EndedPull>;
  /** What is known now: `unknown` where pods can't be watched, or fail in a way that is not understood. */
  state(): "well" | "waiting" | "ending" | "unknown";
  /** The last explanation of a failure that may still pass, or null. */
  lastExplanation(): string | null;
  /** Ends the look. */
  stop(): void;
}

export interface EndedPull {
  readonly explanation: string;
  /** What the node said, without user names and credentials. */
  readonly message: string;
}

/** Looks at the pods that `belongs` names. Each failure that may pass is explained once as a warning. `seen` is told of
 *  those pods after each change, and of none where they can't be watched or fail in a way that is not understood. */
export function watchPulls(
  scope: PodScope,
  belongs: (pod: V1Pod) => boolean,
  seen: (pods: readonly V1Pod[]) => void = () => undefined,
): PullWait {
  const firstSeen = new Map<string, number>();
  let state: ReturnType<PullWait["state"]> = "unknown";
  let lastExplanation: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let end: (ended: EndedPull) => void = () => undefined;
  const ended = new Promise<EndedPull>((resolve) => {
    end = resolve;
  });

  const look = (pods: readonly V1Pod[]): void => {
    if (stopped || state === "ending") return;
    clearTimeout(timer);
    const own = pods.filter(belongs);
    const failures = failedPulls(own).map((failure) => {
      const key = keyOf(failure);
      const since = firstSeen.get(key) ?? Date.now();
      const isNew = !firstSeen.has(key);
      firstSeen.set(key, since);
      return {
        failure,
        isNew,
        outlook: outlook(failure, (Date.now() - since) / 1000),
      };
    });
    const final = failures.find((each) => each.outlook === "end")?.failure;
    if (final) {
      state = "ending";
      const { message } = final.diagnosis;
      void explained(scope, final).then((explanation) =>
        end({ explanation, message }),
      );
      return;
    }
    const waiting = failures.filter((each) => each.outlook === "wait");
    for (const { failure, isNew } of waiting) {
      if (!isNew) continue;
      void explained(scope, failure).then((explanation) => {
        lastExplanation = explanation;
        if (stopped) return;
        scope.log.warn(`${explanation}\nGarden waits for it.`);
      });
    }
    state =
      failures.length > waiting.length
        ? "unknown"
        : waiting.length > 0
          ? "waiting"
          : "well";
    seen(state === "unknown" ? [] : own);
    // What may pass for some seconds only is looked at again when they are over.
    if (waiting.length > 0) timer = setTimeout(() => look(pods), 1000).unref();
  };

  const unfollow = followPods(scope, {
    changed: look,
    failed: () => {
      if (state === "ending") return;
      state = "unknown";
      seen([]);
    },
  });
  return {
    ended,
    state: () => state,
    lastExplanation: () => lastExplanation,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      unfollow();
    },
  };
}

function keyOf({ pod, container, diagnosis }: FailedPull): string {
  return JSON.stringify([
    pod.metadata?.uid ?? pod.metadata?.name,
    container,
    diagnosis.cause,
  ]);
}
