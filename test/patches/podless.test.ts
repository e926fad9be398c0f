import { expect } from "chai";
import type { DeployParams } from "../../src/garden/garden.js";
import type {
  DeployHandler,
  DeployStatus,
  PluginSpec,
} from "../../src/garden/plugin.js";
import { withPodlessHandlers } from "../../src/patches/deploys/podless.js";
import { running } from "../../src/patches/running.js";

/** What a handler found when it was called. */
interface Seen extends DeployStatus {
  readonly podless: boolean;
}

const look: DeployHandler<Seen> = async () => {
  await Promise.resolve();
  return { state: "ready", podless: running().isPodless ?? false };
};
const handlers = {
  getStatus: look,
  getLogs: look,
  getSyncStatus: look,
  exec: look,
  delete: look,
};

const spec: PluginSpec = withPodlessHandlers({
  name: "kubernetes",
  createActionTypes: { Deploy: [{ name: "kubernetes", handlers }] },
  extendActionTypes: { Deploy: [{ name: "container", handlers }] },
});

async function seen(
  handler: keyof typeof handlers,
  command?: string,
): Promise<unknown[]> {
  const params = {
    ctx: { ...(command !== undefined && { command: { name: command } }) },
  } as DeployParams;
  return await Promise.all(
    [spec.createActionTypes, spec.extendActionTypes].map(
      async (types) => await types?.Deploy?.[0]?.handlers[handler]?.(params),
    ),
  );
}

const both = (podless: boolean) => [
  { state: "ready", podless },
  { state: "ready", podless },
];

describe("withPodlessHandlers", () => {
  for (const handler of ["getLogs", "getSyncStatus", "exec", "delete"] as const)
    it(`${handler} creates no pod, whatever the command`, async () => {
      expect(await seen(handler, "dev")).to.deep.equal(both(true));
    });

  for (const command of [
    "cleanup deploy",
    "cleanup namespace",
    "exec",
    "get status",
    "logs",
    "sync status",
    "sync stop",
    "validate",
  ])
    it(`getStatus in '${command}' leads to no pod`, async () => {
      expect(await seen("getStatus", command)).to.deep.equal(both(true));
    });

  for (const command of [
    "deploy",
    "dev",
    "get outputs",
    "sync start",
    "test",
    "up",
    "workflow",
    undefined,
  ])
    it(`getStatus in '${command ?? "an unknown command"}' may lead to one`, async () => {
      expect(await seen("getStatus", command)).to.deep.equal(both(false));
    });

  it("leaves a plugin without Deploys as it is", () => {
    expect(withPodlessHandlers({ name: "kubernetes" })).to.deep.equal({
      name: "kubernetes",
    });
  });
});
