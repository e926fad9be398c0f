import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { saysNothing } from "../diagnose/pod-failures.js";
import {
  explained,
  failedPulls,
  isToldByEvents,
  outlook,
  type ExplainedPull,
  type FailedPull,
} from "./failed-pulls.js";
import { follow, type PodScope } from "./namespace-watch.js";

/** Looks at the pulls of some pods while Garden waits for them. */
export interface PullWait {
  /** Settles when a pull has failed in a way that waiting can't cure, with its explanation. */
  readonly ended: Promise<EndedPull>;
  /** What is known now: `unknown` where no pod is seen, or one fails in a way that is not understood. */
  state(): "well" | "waiting" | "ended" | "unknown";
  /** The last explanation, or null. */
  lastExplanation(): string | null;
  /** Ends the look. */
  stop(): void;
}

export interface EndedPull {
  readonly explanation: string;
  /** What the node said, without user names and credentials. */
  readonly message: string;
}

/** A failed pull since it was first seen. */
interface Known {
  readonly failure: FailedPull;
  readonly since: number;
  /** Null until the pod's Secrets have been looked at. */
  told: ExplainedPull | null;
}

/** How often a failure that may pass for some seconds only is looked at again. */
const lookAgainMs = 1000;

/** Looks at the pods that `belongs` names. Each failure that may pass is explained once as a warning. `seen` is told of
 *  those pods after each change; null where they can't be watched, or fail in a way that is not understood. */
export function watchPulls(
  scope: PodScope,
  belongs: (pod: V1Pod) => boolean,
  seen: (pods: readonly V1Pod[] | null) => void = () => undefined,
): PullWait {
  const known = new Map<string, Known>();
  /** By container: while it waits to try again, the kubelet of older clusters does not repeat why. */
  const last = new Map<string, FailedPull>();
  let state: ReturnType<PullWait["state"]> = "unknown";
  let lastExplanation: string | null = null;
  let own: readonly V1Pod[] = [];
  let events: readonly CoreV1Event[] = [];
  let unfollowEvents: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let end: (ended: EndedPull) => void = () => undefined;
  const ended = new Promise<EndedPull>((resolve) => {
    end = resolve;
  });

  const withReason = (failure: FailedPull): FailedPull => {
    const key = keyOf(failure, "");
    if (!saysNothing(failure.diagnosis)) last.set(key, failure);
    return last.get(key) ?? failure;
  };

  const judge = (failure: FailedPull): ReturnType<typeof outlook> => {
    const { cause } = failure.diagnosis;
    if (outlook(cause, 0) === "leave") return "leave";
    const key = keyOf(failure, cause);
    const before = known.get(key);
    if (before?.told)
      return outlook(before.told.cause, (Date.now() - before.since) / 1000);
    if (before) return "wait";
    const now: Known = { failure, since: Date.now(), told: null };
    known.set(key, now);
    void explained(scope, failure).then((told) => {
      now.told = told;
      if (stopped || state === "ended") return;
      lastExplanation = told.explanation;
      if (outlook(told.cause, 0) === "wait")
        scope.log.warn(`${told.explanation}\nGarden waits for it.`);
      look();
    });
    return "wait";
  };

  const look = (): void => {
    if (stopped || state === "ended") return;
    clearTimeout(timer);
    const failures = failedPulls(own, events).map(withReason);
    const outlooks = failures.map(judge);
    const final = failures[outlooks.indexOf("end")];
    if (final) {
      state = "ended";
      const { cause, message } = final.diagnosis;
      lastExplanation = known.get(keyOf(final, cause))?.told?.explanation ?? "";
      end({ explanation: lastExplanation, message });
      return;
    }
    if (own.length === 0 || outlooks.includes("leave")) state = "unknown";
    else state = outlooks.includes("wait") ? "waiting" : "well";
    seen(outlooks.includes("leave") ? null : own);
    if (outlooks.includes("wait"))
      timer = setTimeout(look, lookAgainMs).unref();
  };

  const followEvents = (): (() => void) =>
    follow(scope, "events", {
      changed(all) {
        events = all;
        look();
      },
      // The pods' status will tell, later.
      failed: () => undefined,
    });

  const unfollow = follow(scope, "pods", {
    changed(pods) {
      own = pods.filter(belongs);
      if (!stopped && own.some(isToldByEvents))
        unfollowEvents ??= followEvents();
      look();
    },
    failed() {
      if (stopped || state === "ended") return;
      clearTimeout(timer);
      state = "unknown";
      seen(null);
    },
  });
  return {
    ended,
    state: () => state,
    lastExplanation: () => lastExplanation,
    stop() {
      stopped = true;
      clearTimeout(timer);
      unfollow();
      unfollowEvents?.();
    },
  };
}

function keyOf({ pod, container }: FailedPull, cause: string): string {
  const { uid, name } = pod.metadata ?? {};
  return JSON.stringify([uid ?? name, container, cause]);
}
