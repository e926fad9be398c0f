import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { outlook } from "../../diagnose/outlook.js";
import { saysNothing } from "../../diagnose/pod-failures.js";
import {
  failedPulls,
  inOneLine,
  isToldByEvents,
  type ExplainedPull,
  type FailedPull,
} from "./failed-pulls.js";

/** What is known of some pods' pulls. */
export interface Pulls {
  readonly pods: readonly V1Pod[];
  readonly events: readonly CoreV1Event[];
  readonly followsEvents: boolean;
  /** By container and cause: failures since they were first seen. */
  readonly known: ReadonlyMap<string, KnownFailure>;
  /** By container: while it waits to try again, the kubelet of older clusters does not repeat why. */
  readonly last: ReadonlyMap<string, FailedPull>;
  /** `unknown` where no pod is seen, or one fails in a way that is not understood. */
  readonly state: "well" | "waiting" | "ended" | "unknown";
  /** The last explanation, in short where it was given as a warning, or null. */
  readonly explanation: string | null;
  readonly isStopped: boolean;
}

interface KnownFailure {
  /** In milliseconds. */
  readonly since: number;
  /** Null until the pod's Secrets have been looked at. */
  readonly told: ExplainedPull | null;
}

export const noPulls: Pulls = {
  pods: [],
  events: [],
  followsEvents: false,
  known: new Map(),
  last: new Map(),
  state: "unknown",
  explanation: null,
  isStopped: false,
};

/** What happens to a look at pulls. */
export type PullEvent =
  | { readonly type: "pods"; readonly pods: readonly V1Pod[] }
  | { readonly type: "events"; readonly events: readonly CoreV1Event[] }
  /** The pods can't be watched. */
  | { readonly type: "unwatchable" }
  /** What `explain` asked for, with its key. */
  | {
      readonly type: "explained";
      readonly key: string;
      readonly told: ExplainedPull;
    }
  /** What `look-again` asked for. */
  | { readonly type: "time-passed" }
  | { readonly type: "stopped" };

/** What has to be done then. */
export type PullEffect =
  | {
      readonly type: "explain";
      readonly key: string;
      readonly failure: FailedPull;
    }
  | { readonly type: "follow-events" }
  | { readonly type: "warn"; readonly message: string }
  /** Null where the pods can't be watched, or fail in a way that is not understood. */
  | { readonly type: "see"; readonly pods: readonly V1Pod[] | null }
  /** Unless something else happens before. */
  | { readonly type: "look-again"; readonly milliseconds: number }
  | { readonly type: "end"; readonly ended: EndedPull };

/** A pull that has failed in a way that waiting can't cure. */
export interface EndedPull {
  readonly explanation: string;
  /** What the node said, without user names and credentials. */
  readonly message: string;
}

export type PullStep = readonly [Pulls, readonly PullEffect[]];

/** How often a failure that may pass for some seconds only is looked at again. */
const lookAgainMs = 1000;

/** What an event makes of what is known, at `now` in milliseconds, and what has to be done, in this order. Nothing more
 *  once a pull has ended, or the look has been stopped. */
export function step(pulls: Pulls, event: PullEvent, now: number): PullStep {
  if (pulls.isStopped || pulls.state === "ended") return [pulls, []];
  switch (event.type) {
    case "pods":
      return look(...followed({ ...pulls, pods: event.pods }), now);
    case "events":
      return look({ ...pulls, events: event.events }, [], now);
    case "unwatchable":
      return [{ ...pulls, state: "unknown" }, [{ type: "see", pods: null }]];
    case "explained":
      return look(...withExplanation(pulls, event, now), now);
    case "time-passed":
      return look(pulls, [], now);
    case "stopped":
      return [{ ...pulls, isStopped: true }, []];
  }
}

function followed(pulls: Pulls): [Pulls, PullEffect[]] {
  if (pulls.followsEvents || !pulls.pods.some(isToldByEvents))
    return [pulls, []];
  return [{ ...pulls, followsEvents: true }, [{ type: "follow-events" }]];
}

/** Each failure that may pass is reported once, in full: there is time to do something about it. An error at the end of the
 *  wait then says where and why only, so that nobody reads it twice. */
function withExplanation(
  pulls: Pulls,
  { key, told }: { readonly key: string; readonly told: ExplainedPull },
  now: number,
): [Pulls, PullEffect[]] {
  const { since } = pulls.known.get(key) ?? { since: now };
  const { cause, explanation } = told;
  const isWarnedOf = outlook(cause, 0) === "wait";
  const left = isWarnedOf ? inShort(explanation) : explanation;
  return [
    {
      ...pulls,
      explanation: left,
      known: new Map([
        ...pulls.known,
        [key, { since, told: { cause, explanation: left } }],
      ]),
    },
    isWarnedOf
      ? [{ type: "warn", message: `${explanation}\nGarden waits for it.` }]
      : [],
  ];
}

function inShort(explanation: string): string {
  const [place = "", reason = ""] = explanation.split("\n", 2);
  return `${place}\n${reason}\nWhat to do was said when the wait began.`;
}

/** Looks at the pulls again. */
function look(
  before: Pulls,
  effects: readonly PullEffect[],
  now: number,
): PullStep {
  const [pulls, failures] = withReasons(before);
  const known = new Map(pulls.known);
  const begun: PullEffect[] = [];
  const outlooks = failures.map((failure) => {
    const { cause } = failure.diagnosis;
    if (outlook(cause, 0) === "leave") return "leave";
    const key = keyOf(failure, cause);
    const { since, told } = known.get(key) ?? { since: null, told: null };
    if (told !== null) return outlook(told.cause, (now - since) / 1000);
    if (since === null) {
      known.set(key, { since: now, told });
      begun.push({ type: "explain", key, failure });
    }
    return "wait";
  });

  const final = failures[outlooks.indexOf("end")];
  if (final) {
    const { cause } = final.diagnosis;
    const message = inOneLine(final.diagnosis.message);
    const explanation = known.get(keyOf(final, cause))?.told?.explanation ?? "";
    return [
      { ...pulls, known, state: "ended", explanation },
      [...effects, { type: "end", ended: { explanation, message } }],
    ];
  }
  const leaves = outlooks.includes("leave");
  const waits = outlooks.includes("wait");
  return [
    {
      ...pulls,
      known,
      state:
        leaves || pulls.pods.length === 0
          ? "unknown"
          : waits
            ? "waiting"
            : "well",
    },
    [
      ...effects,
      ...begun,
      { type: "see", pods: leaves ? null : pulls.pods },
      ...(waits
        ? [{ type: "look-again", milliseconds: lookAgainMs } as const]
        : []),
    ],
  ];
}

/** The failed pulls, each with the last reason that was given for it. */
function withReasons(pulls: Pulls): [Pulls, FailedPull[]] {
  const last = new Map(pulls.last);
  const failures = failedPulls(pulls.pods, pulls.events).map((failure) => {
    const key = keyOf(failure, "");
    if (!saysNothing(failure.diagnosis)) last.set(key, failure);
    return last.get(key) ?? failure;
  });
  return [{ ...pulls, last }, failures];
}

function keyOf({ pod, container }: FailedPull, cause: string): string {
  const { uid, name } = pod.metadata ?? {};
  return JSON.stringify([uid ?? name, container, cause]);
}
