import { expect } from "chai";
import { diagnoseStatus } from "../../src/diagnose/object-status.js";

const throttled =
  'Failed to pull image "docker.io/library/nginx:1.27": 429 Too Many Requests - Server message: toomanyrequests: ' +
  "You have reached your unauthenticated pull rate limit";

describe("the status of an object that is no pod", () => {
  for (const { title, status, causes } of [
    {
      title: "has conditions of a failed pull, once for each message",
      status: {
        conditions: [
          { type: "Ready", status: "False", message: throttled },
          { type: "RoutesReady", status: "Unknown", message: throttled },
        ],
      },
      causes: ["rate-limit-anonymous"],
    },
    {
      title: "has conditions that are met",
      status: { conditions: [{ status: "True", message: throttled }] },
      causes: [],
    },
    {
      title: "has conditions of something else, or without a message",
      status: {
        conditions: [
          { status: "False", message: "Waiting for load balancer" },
          { status: "False" },
          null,
        ],
      },
      causes: [],
    },
    {
      title: "has a message outside of conditions",
      status: {
        phase: "Error",
        nodes: { "a-1": { displayName: "a", message: throttled } },
        operationState: { message: "one or more tasks are running" },
      },
      causes: ["rate-limit-anonymous"],
    },
    {
      title: "has conditions that are no list",
      status: { conditions: "none" },
      causes: [],
    },
    {
      title: "has messages of two failed pulls, in their order",
      status: {
        first: { message: throttled },
        second: [
          {
            message:
              'dial tcp: lookup ghcr.io on 10.0.0.2:53: no such host, Get "https://ghcr.io/v2/"',
          },
          { message: throttled },
        ],
      },
      causes: ["rate-limit-anonymous", "dns"],
    },
    { title: "is not there", status: null, causes: [] },
  ])
    it(title, () => {
      const found = diagnoseStatus({ kind: "Service", status });
      expect(found.map(({ cause }) => cause)).to.deep.equal(causes);
    });

  it("is the message of what the API server itself answers", () => {
    const found = diagnoseStatus({
      kind: "Status",
      apiVersion: "v1",
      status: "Failure",
      message: `admission webhook "images.example.com" denied the request: ${throttled}`,
    });
    expect(found.map(({ cause }) => cause)).to.deep.equal([
      "rate-limit-anonymous",
    ]);
  });

  const repository = (message: string) => ({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: { name: "platform", namespace: "flux-system" },
    status: { conditions: [{ status: "False", message }] },
  });

  it("is of one of Flux's sources, which has a login of its own", () => {
    const [found] = diagnoseStatus(
      repository(
        "failed to determine artifact digest: GET https://ghcr.io/token?scope=repository:shop/manifests:pull&service=ghcr.io: DENIED: denied",
      ),
    );
    expect(found?.remedy).to.equal(
      "Check the address and the login of OCIRepository platform in namespace flux-system: it pulls by itself, with the " +
        "Secret that its spec.secretRef names, in its own namespace, and not with imagePullSecrets.",
    );
  });

  it("is of another controller's object, whose pods pull", () => {
    const denied =
      "GET https://ghcr.io/token?scope=repository:shop/manifests:pull&service=ghcr.io: DENIED: denied";
    const [found] = diagnoseStatus({
      ...repository(denied),
      apiVersion: "serving.knative.dev/v1",
    });
    expect(found?.cause).to.equal(diagnoseStatus(repository(denied))[0]?.cause);
    expect(found?.remedy).not.to.contain("secretRef");
  });

  it("is of one of Flux's sources that no login helps", () => {
    const [found] = diagnoseStatus(
      repository(
        'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host',
      ),
    );
    expect(found?.cause).to.equal("dns");
    expect(found?.remedy).not.to.contain("secretRef");
  });
});
