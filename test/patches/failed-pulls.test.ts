import { expect } from "chai";
import { causes, type Cause } from "../../src/diagnose/causes.js";
import {
  explained,
  failedPulls,
  outlook,
} from "../../src/patches/failed-pulls.js";
import { failing, messages, podThat } from "./failing-pods.js";
import { servePods } from "./pod-server.js";
import { stopServers } from "../registry/serve.js";

const passing: readonly Cause[] = [
  "corrupt",
  "dns",
  "kubelet-qps",
  "login-throttled",
  "network",
  "registry-error",
];
const left: readonly Cause[] = ["not-a-pull-failure", "unknown"];

describe("outlook", () => {
  for (const cause of Object.keys(causes) as Cause[]) {
    if (cause === "secret-missing") continue;
    const expected = passing.includes(cause)
      ? "wait"
      : left.includes(cause)
        ? "leave"
        : "end";
    it(`${cause}: ${expected}, however long it lasts`, () => {
      expect(
        [0, 29, 3600].map((seconds) => outlook(cause, seconds)),
      ).to.deep.equal([expected, expected, expected]);
    });
  }

  it("secret-missing: wait, for 30 s", () => {
    expect(
      [0, 29.9, 30].map((seconds) => outlook("secret-missing", seconds)),
    ).to.deep.equal(["wait", "wait", "end"]);
  });
});

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
