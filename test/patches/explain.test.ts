import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { explainRun } from "../../src/patches/explain-run.js";
import { explainStatus, explainWait } from "../../src/patches/explain-wait.js";
import type { ResourceStatus } from "../../src/garden/garden.js";
import { endWatches } from "../../src/patches/namespace-watch.js";
import type { PatchContext } from "../../src/patches/patch.js";
import { stopServers } from "../registry/serve.js";
import { failing, messages, podThat } from "./failing-pods.js";
import { servePods, type PodServer } from "./pod-server.js";
import {
  contextOf,
  providerWith,
  recordingCluster,
} from "./recording-cluster.js";

const web: Manifest = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    template: {
      spec: {
        containers: [{ name: "main", image: "docker.io/library/busybox:1.36" }],
      },
    },
  },
} as Manifest;

let server: PodServer;
let context: PatchContext;
let sessions = 0;

beforeEach(async () => {
  server = await servePods();
  const recording = recordingCluster().context;
  context = {
    ...recording,
    name: (name) =>
      name === "KubeApi"
        ? ({ factory: () => Promise.resolve(server.api) } as never)
        : recording.name(name),
  };
});
afterEach(() => {
  endWatches();
  stopServers();
});

const pause = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How a promise ended. */
async function outcome(promise: Promise<unknown>): Promise<string> {
  try {
    return `returned ${String(await promise)}`;
  } catch (error) {
    return `threw ${(error as Error).message}`;
  }
}

describe("a wait of Garden's for a Deploy", () => {
  const unhealthy: ResourceStatus = {
    state: "unhealthy",
    resource: web,
    lastMessage: "Failed - Error: ImagePullBackOff",
  };

  /** Garden's loop, sooner: it looks `rounds` times, and ends where a status is unhealthy. */
  function waitFor(
    found: ResourceStatus,
    { rounds = 4, resources = [web], waitForJobs = false } = {},
  ): { ended: Promise<string>; looks: () => number } {
    let looks = 0;
    const resolve = explainStatus.wrap(() => Promise.resolve(found), context);
    const wait = explainWait.wrap(async () => {
      for (; looks < rounds; looks++) {
        await pause(100);
        const { state, lastMessage } = await resolve({});
        if (state === "unhealthy") throw new Error(lastMessage);
      }
      return "all rounds";
    }, context);
    const { log, namespace } = server.scope(`wait ${String(sessions++)}`);
    const provider = providerWith([]);
    const ended = outcome(
      wait({
        namespace,
        ctx: contextOf(provider),
        provider,
        resources,
        log,
        waitForJobs,
      }),
    );
    return { ended, looks: () => looks };
  }

  it("ends with the explanation first, and Garden's own look with it", async () => {
    server.pods = [podThat(failing(messages["rate-limit-anonymous"]))];
    const { ended, looks } = waitFor(
      { ...unhealthy, state: "deploying" },
      { rounds: 1000 },
    );
    expect(await ended).to.match(
      /^threw Container 'main' of pod 'web-1'[^]*What to do: [^]*429 Too Many Requests/,
    );
    await pause(250);
    const then = looks();
    await pause(250);
    expect(looks()).to.equal(then);
  });

  it("goes on where the pull may still succeed", async () => {
    server.pods = [podThat(failing(messages["registry-error"]))];
    expect(await waitFor(unhealthy).ended).to.equal("returned all rounds");
    expect(server.warnings).to.have.length(1);
  });

  for (const { title, pods, found } of [
    { title: "no pod is seen", pods: [], found: unhealthy },
    {
      title: "the cause is not understood",
      pods: [podThat(failing(messages.unknown))],
      found: unhealthy,
    },
    {
      title: "it is about something else",
      pods: [podThat("running")],
      found: { ...unhealthy, lastMessage: "CrashLoopBackOff - back-off 10s" },
    },
  ]) {
    it(`ends as it always did where ${title}`, async () => {
      server.pods = pods;
      expect(await waitFor(found).ended).to.equal(
        `threw ${found.lastMessage ?? ""}`,
      );
    });
  }

  it("ends as it always did where pods may not be watched", async () => {
    server.status = 403;
    expect(await waitFor(unhealthy).ended).to.equal(
      "threw Failed - Error: ImagePullBackOff",
    );
  });

  it("looks at Jobs only where Garden waits for them", async () => {
    const resources = [{ ...web, apiVersion: "batch/v1", kind: "Job" }];
    await waitFor({ ...unhealthy, state: "ready" }, { resources }).ended;
    expect(server.requests).to.deep.equal([]);
    await waitFor(
      { ...unhealthy, state: "ready" },
      { resources, waitForJobs: true },
    ).ended;
    expect(server.requests).to.deep.equal(["watch team"]);
  });
});

describe("a wait of Garden's for a one-shot pod", () => {
  const said: string[] = [];

  function runner() {
    class Runner {
      readonly api = server.api;
      readonly namespace = "team";
      readonly podName = "web-1";
      awaitRunningPod = (...given: unknown[]): Promise<unknown> =>
        Promise.resolve(given.length === 2 ? "exit code 0" : "nothing");
      prepareLogsFollower = (params: object) => ({
        ...params,
        close: () => void said.push("close"),
        closeAndFlush: () => Promise.resolve(void said.push("flush")),
      });
    }
    return new (explainRun.wrap(Runner, context) as unknown as typeof Runner)();
  }

  const run = async (timeoutSec: number): Promise<string> => {
    said.length = 0;
    const { awaitRunningPod, prepareLogsFollower } = runner();
    const { log } = server.scope(`run ${String(sessions++)}`);
    const follower = prepareLogsFollower({});
    const ended = await outcome(
      awaitRunningPod({ log, timeoutSec }, new Date()),
    );
    await follower.closeAndFlush();
    return ended;
  };

  it("ends with the explanation, and does not wait for a log", async () => {
    server.pods = [podThat(failing(messages["rate-limit-anonymous"]))];
    expect(await run(60)).to.match(/^threw Container 'main'[^]*What to do:/);
    expect(said).to.deep.equal(["close"]);
  });

  it("goes on where the images are there", async () => {
    server.pods = [podThat("running")];
    expect(await run(60)).to.equal("returned exit code 0");
    expect(said).to.deep.equal(["flush"]);
  });

  it("ends at Garden's time-out, with the cause", async () => {
    server.pods = [podThat(failing(messages["registry-error"]))];
    expect(await run(1)).to.match(
      /^threw Container 'main'[^]*Timed out after 1 seconds\.$/,
    );
  });

  it("is left to Garden where pods may not be watched, or the pod is not seen", async function () {
    this.timeout(10_000);
    expect(await run(60)).to.equal("returned exit code 0");
    server.status = 403;
    expect(await run(60)).to.equal("returned exit code 0");
  });
});
