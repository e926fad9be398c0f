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

  it("sees that the node pulled without a Secret that has a login", async () => {
    const server = await servePods();
    server.secrets = { hub: login };
    const { cause, explanation } = await explained(
      server.scope("without"),
      pull(["hub"]),
    );
    expect(cause).to.equal("secret-unread");
    expect(explanation).to.contain("the node tries again by itself");
    expect(server.requests).to.deep.equal(["read Secret team/hub"]);
  });

  describe("where the message does not say whether a login was sent", () => {
    const refused = (secrets: readonly string[]) =>
      pull(secrets, "not-found-or-private");
    const list =
      "list events team reason=FailedToRetrieveImagePullSecret,involvedObject.name=web-1,involvedObject.uid=uid-of-web-1";
    const unread = {
      message:
        "Unable to retrieve some image pull secrets (hub); attempting to pull the image may not succeed.",
    };

    for (const { title, events, status, expected } of [
      {
        title: "takes the kubelet's word",
        events: [unread],
        status: 200,
        expected: "secret-unread",
      },
      {
        title: "takes it for sent where the kubelet says nothing",
        events: [],
        status: 200,
        expected: "not-found-or-private",
      },
      {
        title: "goes on where events may not be listed",
        events: [unread],
        status: 403,
        expected: "not-found-or-private",
      },
    ]) {
      it(title, async () => {
        const server = await servePods();
        server.secrets = { hub: login };
        server.events = events;
        server.eventsStatus = status;
        const { cause } = await explained(
          server.scope(title),
          refused(["hub"]),
        );
        expect(cause).to.equal(expected);
        expect(server.requests).to.deep.equal(["read Secret team/hub", list]);
      });
    }

    it("asks for no events where no Secret has a login", async () => {
      const server = await servePods();
      await explained(server.scope("no-login"), refused(["hub"]));
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
