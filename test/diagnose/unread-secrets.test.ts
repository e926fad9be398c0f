import { expect } from "chai";
import { secretsNotRead } from "../../src/diagnose/unread-secrets.js";

const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 11, 1, 10, 0, seconds)).toISOString();

const unread = (seconds: number, names = "hub", more: object = {}) => ({
  reason: "FailedToRetrieveImagePullSecret",
  involvedObject: { kind: "Pod", name: "web-1" },
  message: `Unable to retrieve some image pull secrets (${names}); attempting to pull the image may not succeed.`,
  lastTimestamp: at(seconds),
  ...more,
});

const pulling = (seconds: number, count = 1, container = "main") => ({
  reason: "Pulling",
  involvedObject: { fieldPath: `spec.containers{${container}}` },
  message: 'Pulling image "docker.io/acme/web:1.0"',
  lastTimestamp: at(seconds),
  count,
});

const cases = [
  {
    title: "before the first pull",
    events: [unread(0), pulling(1)],
    expected: ["hub"],
  },
  {
    title: "before the first pull, which waited for the pod's sandbox",
    events: [unread(0), pulling(40)],
    expected: ["hub"],
  },
  {
    title: "several",
    events: [unread(0, "hub, ghcr"), pulling(1)],
    expected: ["hub", "ghcr"],
  },
  {
    title: "before the third pull as well",
    events: [unread(30), pulling(31, 3)],
    expected: ["hub"],
  },
  {
    title: "since the last pull, while the node waits to try again",
    events: [unread(45), pulling(31, 3)],
    expected: ["hub"],
  },
  {
    title: "before an earlier pull only",
    events: [unread(0), pulling(31, 3)],
    expected: [],
  },
  {
    title: "before an earlier pull only, of which events are told apart",
    events: [unread(0), pulling(1), pulling(31)],
    expected: [],
  },
  {
    title: "before the pull of this container, and another's came later",
    events: [unread(0), pulling(1), pulling(31, 3, "sidecar")],
    expected: ["hub"],
  },
  {
    title: "and no pull is told of",
    events: [unread(0)],
    expected: ["hub"],
  },
  {
    title: "at a time that a client has read",
    events: [
      unread(30, "hub", { lastTimestamp: new Date(at(30)) }),
      pulling(31, 3),
    ],
    expected: ["hub"],
  },
  {
    title: "at the time of a series",
    events: [
      unread(0, "hub", {
        lastTimestamp: null,
        series: { lastObservedTime: at(30) },
      }),
      pulling(31, 3),
    ],
    expected: ["hub"],
  },
  {
    title: "at the event's own time",
    events: [
      unread(0, "hub", { lastTimestamp: null, eventTime: at(30) }),
      pulling(31, 3),
    ],
    expected: ["hub"],
  },
  {
    title: "at no time",
    events: [unread(0, "hub", { lastTimestamp: null }), pulling(31, 3)],
    expected: [],
  },
  {
    title: "in words that are none",
    events: [unread(0, "hub", { message: { text: "(hub)" } }), pulling(1)],
    expected: [],
  },
  {
    title: "not at all",
    events: [pulling(1), { reason: "Failed", message: "(hub)" }],
    expected: [],
  },
];

describe("secretsNotRead: the kubelet could not read a Secret", () => {
  for (const { title, events, expected } of cases)
    it(title, () => {
      expect(secretsNotRead(events, "main")).to.deep.equal(expected);
    });
});
