import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import {
  explained,
  failedPulls,
} from "../../src/patches/pulls/failed-pulls.js";
import { failing, messages, podThat } from "./failing-pods.js";
import { servePods } from "./pod-server.js";
import { stopServers } from "../registry/serve.js";

describe("explained", () => {
  afterEach(stopServers);

  const pull = (
    secrets: readonly string[],
    cause: keyof typeof messages = "rate-limit-anonymous",
  ) => {
    const [failure] = failedPulls([
      podThat(failing(messages[cause]), { secrets }),
    ]);
    if (!failure) throw new Error("no failure");
    return failure;
  };

  it("reads a Secret that several pods list once", async () => {
    const server = await servePods();
    const scope = server.scope("explained");
    await Promise.all([
      explained(scope, pull(["hub"])),
      explained(scope, pull(["hub", "hub"])),
    ]);
    await explained(scope, pull(["hub"]));
    expect(server.requests).to.deep.equal(["read Secret team/hub"]);
  });

  it("reads none where the pod lists none", async () => {
    const server = await servePods();
    const { cause } = await explained(server.scope("none"), pull([]));
    expect(cause).to.equal("rate-limit-anonymous");
    expect(server.requests).to.deep.equal([]);
  });

  const login: V1Secret = {
    type: "kubernetes.io/dockerconfigjson",
    data: {
      ".dockerconfigjson": Buffer.from(
        '{"auths":{"docker.io":{"username":"jane","password":"secret-0001"}}}',
      ).toString("base64"),
    },
  };

  describe("where the node may have pulled without a Secret that has a login", () => {
    const list =
      "list events team involvedObject.name=web-1,involvedObject.uid=uid-of-web-1";
    const unread = {
      reason: "FailedToRetrieveImagePullSecret",
      lastTimestamp: "2026-12-01T10:00:00Z",
      message:
        "Unable to retrieve some image pull secrets (hub); attempting to pull the image may not succeed.",
    };

    for (const cause of [
      "rate-limit-anonymous",
      "not-found-or-private",
    ] as const)
      for (const { title, events, status, expected } of [
        {
          title: "takes the kubelet's word",
          events: [unread],
          status: 200,
          expected: "secret-unread",
        },
        {
          title: "takes it for used where the kubelet says nothing",
          events: [],
          status: 200,
          expected: cause,
        },
        {
          title: "goes on where events may not be listed",
          events: [unread],
          status: 403,
          expected: cause,
        },
      ])
        it(`${title}: ${cause}`, async () => {
          const server = await servePods();
          server.secrets = { hub: login };
          server.events = events;
          server.eventsStatus = status;
          const found = await explained(
            server.scope(`${title} ${cause}`),
            pull(["hub"], cause),
          );
          expect(found.cause).to.equal(expected);
          expect(server.requests).to.deep.equal(["read Secret team/hub", list]);
        });

    it("asks for no events where no Secret has a login", async () => {
      const server = await servePods();
      await explained(server.scope("no-login"), pull(["hub"]));
      expect(server.requests).to.deep.equal(["read Secret team/hub"]);
    });
  });

  it("goes on where a Secret may not be read", async () => {
    const server = await servePods();
    server.api.core.readNamespacedSecret = () =>
      Promise.reject(Object.assign(new Error(), { responseStatusCode: 403 }));
    const { cause, explanation } = await explained(
      server.scope("unread"),
      pull(["hub"]),
    );
    expect(cause).to.equal("rate-limit-anonymous");
    expect(explanation).to.contain(
      "'hub' (could not be looked at: the right is missing",
    );
  });
});
