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

  const pull = (secrets: readonly string[]) => {
    const [failure] = failedPulls([
      podThat(failing(messages["rate-limit-anonymous"]), { secrets }),
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
