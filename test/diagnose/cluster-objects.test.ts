import { expect } from "chai";
import {
  diagnoseObjects,
  diagnosePods,
} from "../../src/diagnose/cluster-objects.js";
import { denied, event, pod, waiting } from "./cluster-objects.js";

interface Case {
  readonly title: string;
  readonly input: readonly unknown[];
  /** Cause, image and the beginning of the message. */
  readonly expected: readonly (readonly [string, string | null, string])[];
}

const api = "docker.io/shop/api:1";

const cases: readonly Case[] = [
  {
    title: "a container that waits, whose message names no image",
    input: [
      pod("web-1", {
        containerStatuses: [waiting("shop/api:1", "ErrImagePull", denied)],
      }),
    ],
    expected: [["not-found-or-private", api, "ErrImagePull: rpc error"]],
  },
  {
    title: "a container in back-off, since Kubernetes 1.32",
    input: [
      pod("web-1", {
        containerStatuses: [
          waiting(
            "shop/api:1",
            "ImagePullBackOff",
            `Back-off pulling image "shop/api:1": ErrImagePull: ${denied}`,
          ),
        ],
      }),
    ],
    expected: [["not-found-or-private", api, "ImagePullBackOff: Back-off"]],
  },
  {
    title: "a container in back-off, before Kubernetes 1.32",
    input: [
      pod("web-1", {
        containerStatuses: [
          waiting(
            "shop/api:1",
            "ImagePullBackOff",
            'Back-off pulling image "shop/api:1"',
          ),
        ],
      }),
    ],
    expected: [["unknown", api, "ImagePullBackOff: Back-off"]],
  },
  {
    title: "init and ephemeral containers",
    input: [
      pod("web-1", {
        initContainerStatuses: [
          waiting("shop/init:1", "ErrImagePull", "pull QPS exceeded"),
        ],
        containerStatuses: [waiting("shop/api:1", "PodInitializing")],
        ephemeralContainerStatuses: [
          waiting(
            "shop/debug:1",
            "ErrImageNeverPull",
            'Container image "shop/debug:1" is not present with pull policy of Never',
          ),
        ],
      }),
    ],
    expected: [
      ["kubelet-qps", "docker.io/shop/init:1", "ErrImagePull: pull QPS"],
      ["never-pull-policy", "docker.io/shop/debug:1", "ErrImageNeverPull: "],
    ],
  },
  {
    title: "a Secret that does not parse: its error is the reason, on 1.34",
    input: [
      pod("web-1", {
        containerStatuses: [
          waiting(
            "shop/api:1",
            "illegal base64 data at input byte 3",
            "illegal base64 data at input byte 3",
          ),
        ],
      }),
    ],
    expected: [["secret-malformed", api, "illegal base64 data"]],
  },
  {
    title: "a timeout, which by itself could be anyone's",
    input: [
      pod("web-1", {
        containerStatuses: [
          waiting("shop/api:1", "ErrImagePull", "context deadline exceeded"),
        ],
      }),
    ],
    expected: [["network", api, "ErrImagePull: context"]],
  },
  {
    title: "no container that runs, crashes or lacks a Secret",
    input: [
      pod("web-1", {
        containerStatuses: [
          { image: "nginx:1.27", state: { running: {} } },
          waiting(
            "nginx:1.27",
            "CrashLoopBackOff",
            "back-off 5m0s restarting failed container=main",
          ),
          waiting(
            "nginx:1.27",
            "CreateContainerConfigError",
            'secret "db" not found',
          ),
          waiting("nginx:1.27", "ContainerCreating"),
        ],
      }),
    ],
    expected: [],
  },
  {
    title:
      "the events of one failed pull: once for each pod, and not their repetitions",
    input: [
      event("Pulling", 'Pulling image "shop/api:1"'),
      event("Failed", `Failed to pull image "shop/api:1": ${denied}`),
      event("Failed", "Error: ErrImagePull"),
      event("BackOff", 'Back-off pulling image "shop/api:1"'),
      event("Failed", "Error: ImagePullBackOff"),
      event("Failed", `Failed to pull image "shop/api:1": ${denied}`),
      event("Failed", `Failed to pull image "shop/api:1": ${denied}`, "web-2"),
    ],
    expected: [
      ["not-found-or-private", api, "Failed to pull image"],
      ["not-found-or-private", api, "Failed to pull image"],
    ],
  },
  {
    title: "a repetition whose cause is gone",
    input: [
      event("BackOff", 'Back-off pulling image "shop/api:1"'),
      event("Failed", `Failed to pull image "shop/web:1": ${denied}`, "web-2"),
    ],
    expected: [
      ["unknown", api, "Back-off pulling image"],
      ["not-found-or-private", "docker.io/shop/web:1", "Failed to pull image"],
    ],
  },
  {
    title: "a Secret that is missing",
    input: [
      event(
        "FailedToRetrieveImagePullSecret",
        "Unable to retrieve some image pull secrets (dockerhub); attempting to pull the image may not succeed.",
      ),
    ],
    expected: [["secret-missing", null, "Unable to retrieve"]],
  },
  {
    title: "no events of other things",
    input: [
      event("BackOff", "Back-off restarting failed container"),
      event("Failed", 'Error: secret "db" not found'),
      event("FailedMount", 'MountVolume.SetUp failed for volume "x"'),
      event("Unhealthy", "Readiness probe failed: connection refused"),
      event("Failed", `Failed to pull image "a/b:1": ${denied}`, "j", "Job"),
      {
        ...event("Failed", `Failed to pull image "a/b:1": ${denied}`),
        kind: "Report",
      },
    ],
    expected: [],
  },
  {
    title: "an event of events.k8s.io/v1",
    input: [
      {
        apiVersion: "events.k8s.io/v1",
        kind: "Event",
        regarding: { kind: "Pod", namespace: "shop", name: "web-1" },
        reason: "Failed",
        note: `Failed to pull image "shop/api:1": ${denied}`,
      },
    ],
    expected: [["not-found-or-private", api, "Failed to pull image"]],
  },
  {
    title: "nothing of what has another shape",
    input: [
      null,
      "Pod",
      { kind: "Pod" },
      { kind: "Pod", status: [] },
      { kind: "Pod", status: { containerStatuses: [null, { state: 1 }] } },
      { kind: "Event", involvedObject: { kind: "Pod" }, reason: "Failed" },
    ],
    expected: [],
  },
];

describe("diagnoseObjects", () => {
  for (const { title, input, expected } of cases) {
    it(`finds ${title}`, () => {
      const found = diagnoseObjects(input);
      expect(found.map(({ cause, image }) => [cause, image])).to.deep.equal(
        expected.map(([cause, image]) => [cause, image]),
      );
      for (const [index, [, , beginning]] of expected.entries())
        expect(found[index]?.message).to.match(new RegExp(`^${beginning}`));
    });
  }
});

describe("diagnoseObjects, of what reports nothing but pulls", () => {
  it("names the pod", () => {
    const [found] = diagnoseObjects([
      event("Failed", `Failed to pull image "shop/api:1": ${denied}`),
    ]);
    expect(found).to.include({ namespace: "shop", pod: "web-1" });
  });

  for (const { of, object } of [
    {
      of: "a pod",
      object: pod("web-1", {
        containerStatuses: [waiting("shop/api:1", "ErrImagePull", denied)],
      }),
    },
    {
      of: "an event",
      object: event("Failed", `Failed to pull image "shop/api:1": ${denied}`),
    },
  ]) {
    it(`gives a command for the namespace of ${of}`, () => {
      expect(diagnoseObjects([object])[0]?.remedy).to.include(
        "kubectl create secret docker-registry NAME --namespace=shop --docker-server=",
      );
    });
  }

  it("gives a command without a namespace where none is known", () => {
    const nameless = {
      ...pod("web-1", {
        containerStatuses: [waiting("shop/api:1", "ErrImagePull", denied)],
      }),
      metadata: {},
    };
    expect(diagnoseObjects([nameless])[0]?.remedy).to.include(
      "kubectl create secret docker-registry NAME --docker-server=",
    );
  });

  it("believes a waiting container, whatever the words", () => {
    const found = diagnoseObjects([
      pod("web-1", {
        containerStatuses: [
          waiting("shop/api:1", "SignatureValidationFailed", "no key fits"),
          waiting("shop/api:1", "ImageInspectError", "the moon is full"),
          waiting("shop/api:1", "CreateContainerError", "the moon is full"),
        ],
      }),
    ]);
    expect(found.map(({ cause }) => cause)).to.deep.equal([
      "policy-rejected",
      "unknown",
    ]);
  });

  it("believes an event of a pull, save where it speaks of something else", () => {
    const causesOf = (reason: string, message: string) =>
      diagnoseObjects([event(reason, message)]).map(({ cause }) => cause);
    expect(causesOf("InspectFailed", "the moon is full")).to.deep.equal([
      "unknown",
    ]);
    expect(causesOf("InspectFailed", "Liveness probe failed")).to.deep.equal(
      [],
    );
    expect(causesOf("Failed", "the moon is full")).to.deep.equal([]);
  });
});

describe("diagnoseObjects, of an event", () => {
  for (const { reason, expected } of [
    { reason: "Failed", expected: 1 },
    { reason: "BackOff", expected: 1 },
    { reason: "FailedToRetrieveImagePullSecret", expected: 1 },
    { reason: "ErrImageNeverPull", expected: 1 },
    { reason: "InspectFailed", expected: 1 },
    { reason: "FailedCreatePodSandBox", expected: 1 },
    { reason: "FailedSync", expected: 1 },
    { reason: "Pulling", expected: 0 },
    { reason: "", expected: 0 },
  ]) {
    it(`finds ${expected} where it is called ${reason || "nothing"}`, () => {
      const message = `Failed to pull image "shop/api:1": ${denied}`;
      expect(diagnoseObjects([event(reason, message)])).to.have.lengthOf(
        expected,
      );
    });
  }
});

describe("diagnosePods", () => {
  it("reports each pod that waits, by its status or else by its events", () => {
    const found = diagnosePods([
      pod("web-1", {
        containerStatuses: [waiting("acme/web:1", "ErrImagePull", denied)],
      }),
      pod("web-2", {
        initContainerStatuses: [waiting("acme/web:1", "ImagePullBackOff")],
      }),
      event("Failed", `Failed to pull image "acme/web:1": ${denied}`, "web-1"),
      event("Failed", `Failed to pull image "acme/web:1": ${denied}`, "web-2"),
    ]);
    expect(
      found.map(({ namespace, pod: name, cause }) => [namespace, name, cause]),
    ).to.deep.equal([
      ["shop", "web-1", "not-found-or-private"],
      ["shop", "web-2", "not-found-or-private"],
    ]);
  });

  it("takes no notice of events of pods that run or are gone", () => {
    const old = `Failed to pull image "acme/web:1": ${denied}`;
    expect(
      diagnosePods([
        pod("web-1", { containerStatuses: [{ state: { running: {} } }] }),
        event("Failed", old, "web-1"),
        event("Failed", old, "web-0"),
        {
          ...pod("web-2", {
            containerStatuses: [waiting("acme/web:1", "ErrImagePull", denied)],
          }),
          kind: "Report",
        },
        event("Failed", old, "web-2"),
      ]),
    ).to.deep.equal([]);
  });
});
