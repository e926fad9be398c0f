import { expect } from "chai";
import sinon from "sinon";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { explainRun } from "../../src/patches/pulls/explain-run.js";
import {
  explainStatus,
  explainWait,
} from "../../src/patches/pulls/explain-wait.js";
import type { LiveWorkload } from "../../src/patches/pulls/current-pods.js";
import type { ResourceStatus } from "../../src/garden/garden.js";
import { endWatches, follow } from "../../src/cluster/namespace-watch.js";
import type { RowContext } from "../../src/patches/patch.js";
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
let context: RowContext;
let sessions = 0;
let asked: number;

beforeEach(async () => {
  asked = 0;
  server = await servePods();
  const recording = recordingCluster().context;
  context = {
    ...recording,
    name: (name) =>
      name === "KubeApi"
        ? ({
            factory: () => {
              asked++;
              return Promise.resolve(server.api);
            },
          } as never)
        : recording.name(name),
  };
});
afterEach(() => {
  endWatches();
  stopServers();
  sinon.restore();
});

/** How a promise ended. */
async function outcome(promise: Promise<unknown>): Promise<string> {
  try {
    return `returned ${String(await promise)}`;
  } catch (error) {
    return `threw ${(error as Error).message}`;
  }
}

describe("a wait of Garden's for a Deploy", () => {
  /** As the API server has it once its controller has made a pod of its template. */
  const live: LiveWorkload = {
    ...web,
    metadata: { name: "web", namespace: "team", generation: 2 },
    status: { observedGeneration: 2, updatedReplicas: 1 },
  };
  const unhealthy: ResourceStatus = {
    state: "unhealthy",
    resource: live,
    lastMessage: "Failed - Error: ImagePullBackOff",
  };

  /** Garden's loop without its pauses: it begins when `ready`, looks `rounds` times, and ends where a status is
   *  unhealthy. */
  function waitFor(
    found: ResourceStatus,
    {
      ready = podsAreSeen,
      rounds = 4,
      resources = [web],
      waitForJobs = false,
    }: {
      ready?: (session: string) => Promise<unknown>;
      rounds?: number;
      resources?: Manifest[];
      waitForJobs?: boolean;
    } = {},
  ): { ended: Promise<string>; gardens: Promise<string> } {
    const session = `wait ${String(sessions++)}`;
    let gardens: Promise<string> = Promise.resolve("did not begin");
    const resolve = explainStatus.wrap(() => Promise.resolve(found), context);
    const garden = async (): Promise<string> => {
      await ready(session);
      for (let round = 0; round < rounds; round++) {
        await new Promise(setImmediate);
        const { state, lastMessage } = await resolve({});
        if (state === "unhealthy") throw new Error(lastMessage);
      }
      return "all rounds";
    };
    const wait = explainWait.wrap(async () => {
      const work = garden();
      gardens = outcome(work);
      return await work;
    }, context);
    const { log, namespace } = server.scope(session);
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
    return { ended, gardens: ended.then(() => gardens) };
  }

  /** One who follows the same pods hears of it after the look at pulls. */
  const podsAreSeen = (session: string): Promise<unknown> =>
    new Promise((resolve) =>
      follow(server.scope(session), "pods", {
        changed: resolve,
        failed: () => resolve("failed"),
      }),
    );

  it("ends with the explanation, and Garden's own look without a word", async () => {
    server.pods = [podThat(failing(messages["rate-limit-anonymous"]))];
    const { ended, gardens } = waitFor(
      { ...unhealthy, state: "deploying" },
      { rounds: Infinity },
    );
    expect(await ended).to.match(
      /^threw Container 'main' of pod 'web-1'[^]*What to do: [^]*429 Too Many Requests/,
    );
    expect((await ended).split("What to do: ")).to.have.length(2);
    expect(await gardens).to.equal("threw the wait has ended");
  });

  it("goes on where the pull may still succeed", async () => {
    server.pods = [podThat(failing(messages["registry-error"]))];
    expect(await waitFor(unhealthy).ended).to.equal("returned all rounds");
    expect(server.warnings).to.have.length(1);
  });

  for (const { title, status, newPods } of [
    {
      title: "hangs beside the new one",
      status: { observedGeneration: 2, updatedReplicas: 1 },
      newPods: [
        podThat("running", {
          name: "web-2",
          replicaSet: "web-def34",
          created: "2026-11-30T11:00:00Z",
        }),
      ],
    },
    {
      title: "hangs, and the new one is not there yet",
      status: { observedGeneration: 2, updatedReplicas: 0 },
      newPods: [],
    },
    {
      title: "hangs, and the controller has not seen the new template",
      status: { observedGeneration: 1, updatedReplicas: 1 },
      newPods: [],
    },
  ]) {
    it(`goes on where a pod of the earlier revision ${title}`, async () => {
      server.pods = [
        podThat(failing(messages["rate-limit-anonymous"])),
        ...newPods,
      ];
      const resource: LiveWorkload = { ...live, status };
      expect(await waitFor({ state: "deploying", resource }).ended).to.equal(
        "returned all rounds",
      );
    });
  }

  it("goes on where Garden finds the earlier revision unhealthy, before the controller has seen the new one", async () => {
    server.pods = [podThat(failing(messages["rate-limit-anonymous"]))];
    const resource: LiveWorkload = {
      ...live,
      status: { observedGeneration: 1, updatedReplicas: 1 },
    };
    expect(await waitFor({ ...unhealthy, resource }).ended).to.equal(
      "returned all rounds",
    );
  });

  it("ends at once where a pod fails after it was seen first", async () => {
    server.pods = [podThat({ reason: "ContainerCreating" })];
    const { ended } = waitFor(unhealthy, {
      ready: async (session) => {
        await podsAreSeen(session);
        server.send(
          "MODIFIED",
          podThat(failing(messages["rate-limit-anonymous"])),
        );
        await new Promise(() => undefined);
      },
    });
    expect(await ended).to.match(/^threw Container 'main' of pod 'web-1'/);
  });

  for (const { title, pods, found, ready } of [
    {
      title: "no pod is seen",
      pods: [],
      found: unhealthy,
      ready: () => server.watched(),
    },
    {
      title: "the cause is not understood",
      pods: [podThat(failing(messages.unknown))],
      found: unhealthy,
      ready: podsAreSeen,
    },
    {
      title: "it is about something else",
      pods: [podThat("running")],
      found: { ...unhealthy, lastMessage: "CrashLoopBackOff - back-off 10s" },
      ready: podsAreSeen,
    },
  ]) {
    it(`ends as it always did where ${title}`, async () => {
      server.pods = pods;
      expect(await waitFor(found, { ready }).ended).to.equal(
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

  /** Garden's `runWithArtifacts` rethrows all but a DeploymentResourceStatusError, of which it reads the status of the first
   *  container (plugins/kubernetes/run.ts). */
  for (const { title, message, garden } of [
    {
      title: "at once",
      message: messages["rate-limit-anonymous"],
      garden: () => new Promise(() => undefined),
    },
    {
      title: "at Garden's time-out",
      message: messages["registry-error"],
      garden: async () => {
        await server.until(() => server.warnings.length > 0);
        throw new Error("Timed out");
      },
    },
  ]) {
    it(`ends ${title} with an error that Garden rethrows where it is for one pod`, async () => {
      const pod = podThat(failing(message));
      server.pods = [pod];
      const { log, namespace } = server.scope(`wait ${String(sessions++)}`);
      const provider = providerWith([]);
      const ctx = contextOf(provider);
      const resources = [{ ...pod, apiVersion: "v1", kind: "Pod" }];
      const wait = explainWait.wrap(garden, context);
      const error = await wait({
        namespace,
        ctx,
        provider,
        resources,
        log,
      }).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(context.name("PodRunnerError"));
      expect(error)
        .to.have.property("message")
        .that.matches(/^Container 'main' of pod 'web-1'/);
    });
  }

  it("looks at Jobs only where Garden waits for them", async () => {
    const resources = [{ ...web, apiVersion: "batch/v1", kind: "Job" }];
    const found: ResourceStatus = { ...unhealthy, state: "ready" };
    const atOnce = () => Promise.resolve();
    await waitFor(found, { resources, ready: atOnce }).ended;
    expect(asked).to.equal(0);
    await waitFor(found, {
      resources,
      ready: () => server.watched(),
      waitForJobs: true,
    }).ended;
    expect(asked).to.equal(1);
    expect(server.requests).to.deep.equal(["watch team"]);
  });
});

describe("a wait of Garden's for a one-shot pod", () => {
  const said: string[] = [];
  /** The connections go on. */
  const stopTime = () =>
    sinon.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });

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
    const clock = stopTime();
    server.pods = [podThat(failing(messages["registry-error"]))];
    const ended = run(60);
    await server.until(() => server.warnings.length === 1);
    await clock.tickAsync(60_000);
    expect(await ended).to.match(
      /^threw Container 'main'[^]*Timed out after 60 seconds\.$/,
    );
  });

  it("is left to Garden where the pod is not seen within some seconds", async () => {
    const clock = stopTime();
    let isOver = false;
    const ended = run(60).finally(() => (isOver = true));
    await server.watched();
    await clock.tickAsync(1000);
    expect(isOver).to.equal(false);
    await clock.tickAsync(10_000);
    expect(await ended).to.equal("returned exit code 0");
  });

  it("is left to Garden where pods may not be watched", async () => {
    stopTime();
    server.status = 403;
    expect(await run(60)).to.equal("returned exit code 0");
  });
});
