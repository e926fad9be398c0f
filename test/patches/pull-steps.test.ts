import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import type { Cause } from "../../src/diagnose/causes.js";
import {
  noPulls,
  type PullEffect,
  type PullEvent,
  type Pulls,
} from "../../src/patches/pulls/pull-events.js";
import { step } from "../../src/patches/pulls/pull-steps.js";
import {
  failing,
  messages,
  podAfterInit,
  podThat,
  pullEvent,
  type Waiting,
} from "./failing-pods.js";

const backOff: Waiting = {
  reason: "ImagePullBackOff",
  message: 'Back-off pulling image "docker.io/library/busybox:1.36"',
};
const pods = (...all: V1Pod[]): PullEvent => ({ type: "pods", pods: all });
const events = (...all: CoreV1Event[]): PullEvent => ({
  type: "events",
  events: all,
});
const unwatchable: PullEvent = { type: "unwatchable" };
const stopped: PullEvent = { type: "stopped" };
/** So many seconds after the start. */
const at = (seconds: number) => ({ seconds });
/** What was first asked to be explained, and has not been yet, is found to have this cause. */
const found = (cause: Cause) => ({ cause });

type Happening = PullEvent | { seconds: number } | { cause: Cause };

/** The last effects in short, and what is known then. */
function play(happenings: readonly Happening[]): {
  effects: string[];
  pulls: Pulls;
} {
  let pulls = noPulls;
  let effects: readonly PullEffect[] = [];
  let now = 0;
  const asked: string[] = [];
  const take = (event: PullEvent): void => {
    [pulls, effects] = step(pulls, event, now);
    for (const effect of effects)
      if (effect.type === "explain") asked.push(effect.key);
  };
  for (const happening of happenings) {
    if ("type" in happening) take(happening);
    else if ("cause" in happening) {
      const key = asked.shift();
      if (key === undefined) throw new Error("nothing was asked for");
      const { cause } = happening;
      const explanation = `web-1\n${cause}\nsecrets\nWhat to do`;
      take({ type: "explained", key, reported: { cause, explanation } });
    } else {
      now = happening.seconds * 1000;
      take({ type: "time-passed" });
    }
  }
  return { effects: effects.map(inShort), pulls };
}

function inShort(effect: PullEffect): string {
  switch (effect.type) {
    case "explain":
      return `explain ${effect.failure.diagnosis.cause}`;
    case "warn":
      return `warn ${effect.message.split("\n").join(": ")}`;
    case "see":
      return `see ${effect.pods?.map(({ metadata }) => metadata?.name).join() ?? "nothing"}`;
    case "end":
      return `end ${effect.ended.explanation.split("\n").join(": ")}`;
    case "look-again":
      return `look again in ${effect.milliseconds} ms`;
    case "follow-events":
      return effect.type;
  }
}

const running = podThat("running");
const limited = podThat(failing(messages["rate-limit-anonymous"]));
const away = podThat(failing(messages["registry-error"]));
const absent = podThat(failing(messages["not-found-or-private"]));
const odd = podThat(failing(messages.unknown));
const initializing = podAfterInit({ reason: "PodInitializing" });
const crashed = { terminated: { exitCode: 1 } };
const toldOf = pullEvent(messages["rate-limit-anonymous"]);

const again = "look again in 1000 ms";
const cases: readonly {
  title: string;
  happenings: readonly Happening[];
  effects: readonly string[];
  state: Pulls["state"];
}[] = [
  {
    title: "no pod: unknown",
    happenings: [pods()],
    effects: ["see "],
    state: "unknown",
  },
  {
    title: "a pod that runs: well",
    happenings: [pods(running)],
    effects: ["see web-1"],
    state: "well",
  },
  {
    title: "pods that are gone: unknown again",
    happenings: [pods(running), pods()],
    effects: ["see "],
    state: "unknown",
  },
  {
    title: "a failure that is not understood: left to Garden",
    happenings: [pods(odd)],
    effects: ["see nothing"],
    state: "unknown",
  },
  {
    title: "only a back-off: left to Garden",
    happenings: [pods(podThat(backOff))],
    effects: ["see nothing"],
    state: "unknown",
  },
  {
    title: "a back-off after what is not understood: left to Garden",
    happenings: [pods(odd), pods(podThat(backOff))],
    effects: ["see nothing"],
    state: "unknown",
  },
  {
    title: "a back-off after what may pass: the same failure, reported once",
    happenings: [pods(away), found("registry-error"), pods(podThat(backOff))],
    effects: ["see web-1", again],
    state: "waiting",
  },
  {
    title: "one failure of many that is not understood: left to Garden",
    happenings: [
      pods(away),
      found("registry-error"),
      pods(away, podThat(failing(messages.unknown), { name: "web-2" })),
    ],
    effects: ["see nothing", again],
    state: "unknown",
  },
  {
    title: "a failure: it is to be explained first",
    happenings: [pods(limited)],
    effects: ["explain rate-limit-anonymous", "see web-1", again],
    state: "waiting",
  },
  {
    title: "the same failure again: explained once",
    happenings: [pods(limited), pods(limited)],
    effects: ["see web-1", again],
    state: "waiting",
  },
  {
    title: "the same failure of another pod: explained too",
    happenings: [
      pods(away),
      pods(
        away,
        podThat(failing(messages["registry-error"]), { name: "web-2" }),
      ),
    ],
    effects: ["explain registry-error", "see web-1,web-2", again],
    state: "waiting",
  },
  {
    title: "another failure of the same container: explained too",
    happenings: [pods(away), found("registry-error"), pods(limited)],
    effects: ["explain rate-limit-anonymous", "see web-1", again],
    state: "waiting",
  },
  {
    title: "a failure that waiting can't cure: the end, with its explanation",
    happenings: [pods(limited), found("rate-limit-anonymous")],
    effects: ["end web-1: rate-limit-anonymous: secrets: What to do"],
    state: "ended",
  },
  {
    title: "a failure that may pass: a warning",
    happenings: [pods(away), found("registry-error")],
    effects: [
      "warn web-1: registry-error: secrets: What to do: Garden waits for it.",
      "see web-1",
      "look again in 1000 ms",
    ],
    state: "waiting",
  },
  {
    title: "a failure that may pass, an hour later: it is still waited for",
    happenings: [pods(away), found("registry-error"), at(3600)],
    effects: ["see web-1", again],
    state: "waiting",
  },
  {
    title: "a failure that has passed: well",
    happenings: [pods(away), found("registry-error"), pods(running)],
    effects: ["see web-1"],
    state: "well",
  },
  {
    title: "a failure that comes again: reported once",
    happenings: [
      pods(away),
      found("registry-error"),
      pods(running),
      pods(away),
    ],
    effects: ["see web-1", again],
    state: "waiting",
  },
  {
    title: "a failure whose Secrets show a cause that may pass: waits",
    happenings: [pods(absent), found("secret-missing"), at(29)],
    effects: ["see web-1", again],
    state: "waiting",
  },
  {
    title: "a cause that had its time since it was first seen: the end",
    happenings: [pods(absent), at(20), found("secret-missing"), at(30)],
    effects: [
      "end web-1: secret-missing: What to do was said when the wait began.",
    ],
    state: "ended",
  },
  {
    title: "one of two that has had its time: the end is that one's",
    happenings: [
      pods(
        podThat(failing(messages["registry-error"]), { name: "web-2" }),
        absent,
      ),
      found("registry-error"),
      found("secret-missing"),
      at(31),
    ],
    effects: [
      "end web-1: secret-missing: What to do was said when the wait began.",
    ],
    state: "ended",
  },
  {
    title: "an explanation of what has passed by then: well, and a warning",
    happenings: [pods(away), pods(running), found("registry-error")],
    effects: [
      "warn web-1: registry-error: secrets: What to do: Garden waits for it.",
      "see web-1",
    ],
    state: "well",
  },
  {
    title: "pods that can't be watched: unknown",
    happenings: [pods(running), unwatchable],
    effects: ["see nothing"],
    state: "unknown",
  },
  {
    title: "anything after the end: nothing",
    happenings: [
      pods(limited),
      found("rate-limit-anonymous"),
      unwatchable,
      pods(running),
    ],
    effects: [],
    state: "ended",
  },
  {
    title: "a failure after it was stopped: nothing, and as well as before",
    happenings: [pods(running), stopped, pods(away)],
    effects: [],
    state: "well",
  },
  {
    title: "an explanation after it was stopped: nothing",
    happenings: [pods(away), stopped, found("registry-error")],
    effects: [],
    state: "waiting",
  },
  {
    title: "a watch that fails after it was stopped: nothing",
    happenings: [pods(running), stopped, unwatchable],
    effects: [],
    state: "well",
  },
  {
    title: "init containers that are done: events are followed",
    happenings: [pods(initializing)],
    effects: ["follow-events", "see web-1"],
    state: "well",
  },
  {
    title: "init containers that are done still: followed once",
    happenings: [pods(initializing), pods(initializing)],
    effects: ["see web-1"],
    state: "well",
  },
  {
    title: "an event of a pull: believed before the status",
    happenings: [pods(initializing), events(toldOf)],
    effects: ["explain rate-limit-anonymous", "see web-1", again],
    state: "waiting",
  },
  {
    title: "two events of one pull: explained once",
    happenings: [pods(initializing), events(toldOf, toldOf)],
    effects: ["explain rate-limit-anonymous", "see web-1", again],
    state: "waiting",
  },
  {
    title: "an event of a container that runs by now: no notice",
    happenings: [pods(podAfterInit("running")), events(toldOf)],
    effects: ["see web-1"],
    state: "well",
  },
  ...[
    {
      title: "has crashed",
      pod: podAfterInit(
        { reason: "CrashLoopBackOff" },
        { restartCount: 4, lastState: crashed },
      ),
    },
    {
      title: "has crashed once",
      pod: podAfterInit({ reason: "CrashLoopBackOff" }, { lastState: crashed }),
    },
    {
      title: "starts again after a crash",
      pod: podAfterInit({ reason: "PodInitializing" }, { lastState: crashed }),
    },
    {
      title: "starts again, and nothing is known of its end",
      pod: podAfterInit({ reason: "PodInitializing" }, { restartCount: 1 }),
    },
    {
      title: "has its image, and lacks a ConfigMap",
      pod: podAfterInit({ reason: "CreateContainerConfigError" }),
    },
  ].map(({ title, pod }) => ({
    title: `an event of a container that ${title} by now: no notice`,
    happenings: [pods(initializing), events(toldOf), pods(pod)],
    effects: ["see web-1"],
    state: "well" as const,
  })),
  {
    title:
      "a container that crashes after init containers: events are not followed",
    happenings: [
      pods(
        podAfterInit({ reason: "CrashLoopBackOff" }, { lastState: crashed }),
      ),
    ],
    effects: ["see web-1"],
    state: "well",
  },
  {
    title: "an event of an older pod of the same name: no notice",
    happenings: [
      pods(initializing),
      events(pullEvent(messages["rate-limit-anonymous"], "another-uid")),
    ],
    effects: ["see web-1"],
    state: "well",
  },
  {
    title: "events that only repeat that a pull failed: no notice",
    happenings: [
      pods(initializing),
      events(
        pullEvent("Error: ErrImagePull"),
        pullEvent("Error: ImagePullBackOff"),
      ),
    ],
    effects: ["see web-1"],
    state: "well",
  },
];

describe("a step of the look at pulls", () => {
  for (const { title, happenings, effects, state } of cases) {
    it(title, () => {
      const played = play(happenings);
      expect(played.effects).to.deep.equal(effects);
      expect(played.pulls.state).to.equal(state);
    });
  }

  it("keeps the last explanation, also of what has passed", () => {
    const explanation = (...happenings: Happening[]) =>
      play(happenings).pulls.explanation;
    expect(explanation(pods(away))).to.equal(null);
    expect(
      explanation(pods(away), found("registry-error"), pods(running)),
    ).to.contain("registry-error");
  });

  it("changes nothing of what was known before", () => {
    const { pulls } = play([pods(away), found("registry-error")]);
    const before = structuredClone(pulls);
    step(pulls, pods(limited), 1);
    step(pulls, stopped, 1);
    expect(pulls).to.deep.equal(before);
  });
});
