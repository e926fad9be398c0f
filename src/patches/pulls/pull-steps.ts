import { outlook } from "../../diagnose/outlook.js";
import { saysNothing } from "../../diagnose/pod-failures.js";
import {
  failedPulls,
  inOneLine,
  isReportedByEvents,
  type ExplainedPull,
  type FailedPull,
} from "./failed-pulls.js";
import type { PullEffect, PullEvent, Pulls, PullStep } from "./pull-events.js";

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
  if (pulls.followsEvents || !pulls.pods.some(isReportedByEvents))
    return [pulls, []];
  return [{ ...pulls, followsEvents: true }, [{ type: "follow-events" }]];
}

/** Each failure that may pass is reported once, in full: there is time to do something about it. An error at the end of the
 *  wait then says where and why only, so that nobody reads it twice. */
function withExplanation(
  pulls: Pulls,
  { key, reported }: { readonly key: string; readonly reported: ExplainedPull },
  now: number,
): [Pulls, PullEffect[]] {
  const { since } = pulls.known.get(key) ?? { since: now };
  const { cause, explanation } = reported;
  const isWarnedOf = outlook(cause, 0) === "wait";
  const left = isWarnedOf ? inShort(explanation) : explanation;
  return [
    {
      ...pulls,
      explanation: left,
      known: new Map([
        ...pulls.known,
        [key, { since, reported: { cause, explanation: left } }],
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
    const key = failureKey(failure, cause);
    const { since, reported } = known.get(key) ?? {
      since: null,
      reported: null,
    };
    if (reported !== null) return outlook(reported.cause, (now - since) / 1000);
    if (since === null) {
      known.set(key, { since: now, reported });
      begun.push({ type: "explain", key, failure });
    }
    return "wait";
  });

  const final = failures[outlooks.indexOf("end")];
  if (final) {
    const { cause } = final.diagnosis;
    const message = inOneLine(final.diagnosis.message);
    const explanation =
      known.get(failureKey(final, cause))?.reported?.explanation ?? "";
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
    const key = failureKey(failure, "");
    if (!saysNothing(failure.diagnosis)) last.set(key, failure);
    return last.get(key) ?? failure;
  });
  return [{ ...pulls, last }, failures];
}

function failureKey({ pod, container }: FailedPull, cause: string): string {
  const { uid, name } = pod.metadata ?? {};
  return JSON.stringify([uid ?? name, container, cause]);
}
