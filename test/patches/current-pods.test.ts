import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import {
  currentPods,
  type LiveWorkload,
} from "../../src/patches/pulls/current-pods.js";
import { failing, messages, podAfterInit, podThat } from "./failing-pods.js";

const hanging = failing(messages["rate-limit-anonymous"]);
const template = podThat("running").spec;

function workload(kind: string): Manifest {
  return {
    apiVersion: kind === "Job" ? "batch/v1" : "apps/v1",
    kind,
    metadata: { name: "web" },
    spec: { template: { spec: template } },
  } as Manifest;
}

/** The pod as a controller of this kind makes it. */
function ownedBy(kind: string, pod: V1Pod): V1Pod {
  const owner = { apiVersion: "apps/v1", kind, name: "web", uid: "1" };
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ownerReferences: [{ ...owner, controller: true }],
    },
  };
}

function live(
  status: NonNullable<LiveWorkload["status"]> = {
    observedGeneration: 2,
    updatedReplicas: 1,
  },
  { kind = "Deployment", name = "web", namespace = "team" } = {},
): LiveWorkload {
  const metadata = { name, namespace, generation: 2 };
  return { apiVersion: "apps/v1", kind, metadata, status };
}

const old = podThat(hanging);
const recent = podThat("running", {
  name: "web-2",
  replicaSet: "web-def34",
  created: "2026-11-30T11:00:00Z",
});
const later = { created: "2026-11-30T12:00:00Z" };

const cases: readonly {
  title: string;
  kind?: string;
  /** What happens: pods are seen, or a workload is learnt of. */
  before?: readonly (readonly V1Pod[] | LiveWorkload)[];
  pods: readonly V1Pod[];
  expected: readonly string[];
}[] = [
  {
    title: "of two ReplicaSets: those of the one whose pod was made last",
    before: [live()],
    pods: [old, recent],
    expected: ["web-2"],
  },
  {
    title: "of two ReplicaSets, of which the newer one has an old pod, too",
    before: [live()],
    pods: [
      podThat("running", { name: "web-3", replicaSet: "web-def34" }),
      old,
      recent,
    ],
    expected: ["web-3", "web-2"],
  },
  {
    title: "of two ReplicaSets in one second: both",
    before: [live()],
    pods: [old, podThat("running", { name: "web-2", replicaSet: "web-def34" })],
    expected: ["web-1", "web-2"],
  },
  {
    title: "of a rollback, whose pods are older than those of what it replaces",
    before: [live()],
    pods: [
      old,
      {
        ...recent,
        spec: { containers: [{ name: "main", image: "docker.io/web:2" }] },
      },
    ],
    expected: ["web-1"],
  },
  {
    title: "that hangs when it is first seen: not at once",
    pods: [old],
    expected: [],
  },
  {
    title: "that waits for events when it is first seen: not at once",
    pods: [podAfterInit({ reason: "PodInitializing" })],
    expected: [],
  },
  {
    title: "that fails when it has been seen: at once",
    before: [[podThat({ reason: "ContainerCreating" })]],
    pods: [old],
    expected: ["web-1"],
  },
  {
    title: "that hung when it was first seen: not at once, whatever it does",
    before: [[old]],
    pods: [podThat("running")],
    expected: [],
  },
  {
    title: "that hangs, of a template that the controller has taken up",
    before: [[old], live()],
    pods: [old],
    expected: ["web-1"],
  },
  {
    title: "that hangs, of a template that the controller took up once",
    before: [live(), live({ observedGeneration: 2, updatedReplicas: 0 })],
    pods: [old],
    expected: ["web-1"],
  },
  ...[
    { title: "has not seen", status: { observedGeneration: 1 } },
    { title: "says nothing of", status: undefined },
    {
      title: "has not made pods of",
      status: { observedGeneration: 2, updatedReplicas: 0 },
    },
  ].map(({ title, status }) => ({
    title: `that hangs, of a template that the controller ${title}`,
    before: [live({ updatedReplicas: 1, ...status })],
    pods: [old],
    expected: [],
  })),
  ...[{ kind: "StatefulSet" }, { name: "api" }, { namespace: "other" }].map(
    (other) => ({
      title: `that hangs, where only another workload is known: ${JSON.stringify(other)}`,
      before: [live(undefined, other)],
      pods: [old],
      expected: [],
    }),
  ),
  ...["StatefulSet", "DaemonSet"].flatMap((kind) => [
    {
      title: `of a ${kind} that hangs when it is first seen: not at once`,
      kind,
      before: [live({ observedGeneration: 1 }, { kind })],
      pods: [ownedBy(kind, old)],
      expected: [],
    },
    {
      title: `of a ${kind} whose template is taken up: of every revision`,
      kind,
      before: [live({ observedGeneration: 2 }, { kind })],
      pods: [
        ownedBy(kind, old),
        ownedBy(kind, podThat("running", { name: "web-2", ...later })),
      ],
      expected: ["web-1", "web-2"],
    },
  ]),
  ...["ReplicaSet", "Job"].map((kind) => ({
    title: `of a ${kind}, which replaces no pods: at once`,
    kind,
    pods: [ownedBy(kind, old)],
    expected: ["web-1"],
  })),
];

describe("currentPods: a pod counts", () => {
  for (const { title, kind, before = [], pods, expected } of cases) {
    it(title, () => {
      const current = currentPods([workload(kind ?? "Deployment")], "team");
      for (const happening of before) {
        if ("kind" in happening) current.learn(happening);
        else current.among(happening as readonly V1Pod[]);
      }
      const names = current.among(pods).map(({ metadata }) => metadata?.name);
      expect(names).to.deep.equal(expected);
    });
  }
});
