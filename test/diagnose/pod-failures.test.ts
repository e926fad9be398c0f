import { expect } from "chai";
import {
  failuresIn,
  failuresInEvent,
  saysNothing,
} from "../../src/diagnose/pod-failures.js";

const rateLimit =
  'failed to pull and unpack image "docker.io/library/nginx:1": 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.';

const waiting = (
  name: string,
  reason: string,
  message?: string,
  image = "nginx:1",
) => ({
  name,
  image,
  state: { waiting: { reason, ...(message !== undefined && { message }) } },
});

const cases: readonly {
  title: string;
  status: object;
  expected: readonly string[];
}[] = [
  { title: "no status", status: {}, expected: [] },
  {
    title: "a main container",
    status: {
      containerStatuses: [
        { name: "up", image: "nginx:1", state: { running: {} } },
        waiting("web", "ErrImagePull", rateLimit),
      ],
    },
    expected: ["web: rate-limit-anonymous"],
  },
  {
    title: "init, main and ephemeral containers, in that order",
    status: {
      containerStatuses: [waiting("web", "ErrImagePull", rateLimit)],
      ephemeralContainerStatuses: [
        waiting("debug", "InvalidImageName", "couldn't parse image name"),
      ],
      initContainerStatuses: [
        waiting(
          "prepare",
          "ErrImageNeverPull",
          'Container image "nginx:1" is not present with pull policy of Never',
        ),
      ],
    },
    expected: [
      "prepare: never-pull-policy",
      "web: rate-limit-anonymous",
      "debug: invalid-image-name",
    ],
  },
  {
    title: "the cause during back-off, as from Kubernetes 1.32 on",
    status: {
      containerStatuses: [
        waiting(
          "web",
          "ImagePullBackOff",
          `Back-off pulling image "nginx:1": ErrImagePull: ${rateLimit}`,
        ),
      ],
    },
    expected: ["web: rate-limit-anonymous"],
  },
  {
    title: "what is no failed pull",
    status: {
      initContainerStatuses: [waiting("prepare", "PodInitializing")],
      containerStatuses: [
        waiting("a", "ContainerCreating"),
        waiting("b", "CrashLoopBackOff", "back-off 10s restarting failed"),
        waiting("c", "CreateContainerConfigError", 'secret "x" not found'),
      ],
    },
    expected: [],
  },
  {
    title: "a status that is not as it should be",
    status: { containerStatuses: [null, 7, { state: "waiting" }], x: [] },
    expected: [],
  },
];

describe("failuresIn", () => {
  for (const { title, status, expected } of cases) {
    it(title, () => {
      expect(
        failuresIn({ status }).map(
          ({ container, diagnosis }) => `${container}: ${diagnosis.cause}`,
        ),
      ).to.deep.equal(expected);
    });
  }

  it("knows the image where the message does not name it", () => {
    const status = {
      containerStatuses: [
        waiting("web", "ErrImagePull", "i/o timeout", "ghcr.io/acme/web:1"),
      ],
    };
    const [failure] = failuresIn({ status });
    expect(failure?.diagnosis.registry).to.equal("ghcr.io");
  });

  it("makes up no image where neither the message nor the status names it", () => {
    const status = {
      containerStatuses: [waiting("web", "ErrImagePull", "i/o timeout", "")],
    };
    const [failure] = failuresIn({ status });
    expect(failure?.diagnosis).to.include({ image: null, registry: null });
  });
});

describe("saysNothing", () => {
  const back = 'Back-off pulling image "docker.io/library/nginx:1"';
  for (const { reason, message, expected } of [
    { reason: "ImagePullBackOff", message: back, expected: true },
    { reason: "ImagePullBackOff", message: undefined, expected: true },
    { reason: "ErrImagePull", message: undefined, expected: true },
    { reason: "ErrImagePull", message: rateLimit, expected: false },
    {
      reason: "ImagePullBackOff",
      message: `${back}: ErrImagePull: ${rateLimit}`,
      expected: false,
    },
    { reason: "Failed", message: "Error: ErrImagePull", expected: false },
    { reason: "Failed", message: back, expected: false },
  ]) {
    it(`${String(expected)}: ${reason}, ${message?.slice(0, 60) ?? "alone"}`, () => {
      const status = { containerStatuses: [waiting("web", reason, message)] };
      const [failure] = failuresIn({ status });
      expect(failure && saysNothing(failure.diagnosis)).to.equal(expected);
    });
  }
});

describe("failuresInEvent", () => {
  const event = (fieldPath: string | undefined, message: string) => ({
    involvedObject: { kind: "Pod", name: "web-1", fieldPath },
    message,
  });
  const found = (...given: Parameters<typeof event>) =>
    failuresInEvent(event(...given)).map(
      ({ container, diagnosis }) => `${container}: ${diagnosis.cause}`,
    );

  it("names the container that the event is about", () => {
    expect(
      found("spec.initContainers{prepare}", `Failed to pull: ${rateLimit}`),
    ).to.deep.equal(["prepare: rate-limit-anonymous"]);
  });

  it("gives a command for the namespace of the pod", () => {
    const [failure] = failuresInEvent({
      involvedObject: {
        namespace: "team",
        fieldPath: "spec.containers{web}",
      },
      message: `Failed to pull: ${rateLimit}`,
    });
    expect(failure?.diagnosis.remedy).to.include(
      "docker-registry NAME --namespace=team ",
    );
  });

  it("reports nothing where the event is about the pod, or about no pull", () => {
    for (const field of [
      undefined,
      "",
      "spec.containers{web}.image",
      "template.spec.containers{web}",
    ])
      expect(found(field, `Failed to pull: ${rateLimit}`)).to.deep.equal([]);
    expect(
      found("spec.containers{web}", "Readiness probe failed: 429"),
    ).to.deep.equal([]);
  });
});
