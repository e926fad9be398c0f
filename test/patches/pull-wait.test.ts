import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import sinon from "sinon";
import { endWatches, follow } from "../../src/cluster/namespace-watch.js";
import {
  watchPulls,
  type PullWait,
} from "../../src/patches/pulls/pull-wait.js";
import { stopServers } from "../registry/serve.js";
import {
  failing,
  messages,
  podAfterInit,
  podThat,
  pullEvent,
} from "./failing-pods.js";
import { servePods, type PodServer } from "./pod-server.js";

/** What is done at each step is in `pull-steps.test.ts`: here, that it is done. */
describe("watchPulls", () => {
  let server: PodServer;
  let session: string;
  let wait: PullWait;
  let seen: (string | null)[];
  let sessions = 0;
  const look = (...pods: V1Pod[]): void => {
    server.pods = pods;
    wait = watchPulls(
      server.scope(session),
      (all) => all.filter(({ metadata }) => metadata?.name?.startsWith("web-")),
      (own) => {
        seen.push(own?.map(({ metadata }) => metadata?.name).join() ?? null);
        server.notice();
      },
    );
  };
  const tell = (pod: V1Pod): void => server.send("MODIFIED", pod);
  const isIn = (state: ReturnType<PullWait["state"]>) =>
    server.until(() => wait.state() === state);

  beforeEach(async () => {
    server = await servePods();
    session = `pulls ${String(sessions++)}`;
    seen = [];
  });
  afterEach(() => {
    wait.stop();
    endWatches();
    stopServers();
    sinon.restore();
  });

  it("ends with an explanation where waiting is of no use", async () => {
    look(podThat(failing(messages["rate-limit-anonymous"])));
    const { explanation, message } = await wait.ended;
    expect(explanation).to.match(
      /^Container 'main' of pod 'web-1' in namespace 'team' can't pull docker.io\/library\/busybox:1.36\./,
    );
    expect(explanation).to.contain("The pod lists no pull secrets.");
    expect(message).to.contain("429 Too Many Requests");
    expect(wait.state()).to.equal("ended");
    expect(wait.lastExplanation()).to.equal(explanation);
    expect(server.warnings).to.deep.equal([]);
  });

  it("warns of what may pass, and is well when it has passed", async () => {
    look(podThat(failing(messages["registry-error"])));
    await server.until(() => server.warnings.length === 1);
    expect(server.warnings[0]?.split("\n")).to.deep.equal([
      "Container 'main' of pod 'web-1' in namespace 'team' can't pull docker.io/library/busybox:1.36.",
      "The registry answered with an error of its own.",
      "The pod lists no pull secrets.",
      "What to do: Wait: the node tries again by itself. If it lasts, look at the status page or the log of registry-1.docker.io.",
      "Garden waits for it.",
    ]);
    expect(wait.state()).to.equal("waiting");
    tell(podThat("running"));
    await isIn("well");
    expect(server.warnings).to.have.length(1);
  });

  it("explains by the failure alone where a Secret can't be looked at", async () => {
    // A stub of whatever in a Secret nobody thought of.
    server.secrets["hub"] = {
      type: "kubernetes.io/dockerconfigjson",
      get data(): never {
        throw new Error("odd");
      },
    };
    look(podThat(failing(messages["registry-error"]), { secrets: ["hub"] }));
    await server.until(() => server.warnings.length === 1);
    expect(server.warnings[0]).to.contain("503");
    expect(wait.state()).to.equal("waiting");
  });

  it("takes no notice of the pods of others", async () => {
    look(
      podThat("running"),
      podThat(failing(messages["rate-limit-anonymous"]), { name: "other-1" }),
    );
    await isIn("well");
    expect(seen).to.deep.equal(["web-1"]);
  });

  it("knows nothing where pods may not be watched", async () => {
    server.status = 403;
    look(podThat(failing(messages["rate-limit-anonymous"])));
    await server.until(() => seen.length > 0);
    expect(seen).to.deep.equal([null]);
    expect(wait.state()).to.equal("unknown");
  });

  it("waits for a missing Secret for 30 s, and reads each Secret once", async () => {
    const clock = sinon.useFakeTimers({
      toFake: ["Date", "setTimeout", "clearTimeout"],
    });
    look(
      podThat(failing(messages["not-found-or-private"]), {
        secrets: ["hub", "other"],
      }),
    );
    await server.until(() => server.warnings.length === 1);
    expect(server.warnings[0]).to.contain(
      "Create the Secret 'hub' in namespace 'team'",
    );
    let ended = false;
    void wait.ended.then(() => (ended = true));
    await clock.tickAsync(29_000);
    expect([ended, wait.state()]).to.deep.equal([false, "waiting"]);
    await clock.tickAsync(2000);
    expect([ended, wait.state()]).to.deep.equal([true, "ended"]);
    expect(
      server.requests.filter((request) => request.startsWith("read")),
    ).to.deep.equal(["read Secret team/hub", "read Secret team/other"]);
  });

  it("follows events where init containers are done: the status comes later", async () => {
    look(podAfterInit({ reason: "PodInitializing" }));
    await server.watched(2);
    server.send("ADDED", pullEvent(messages["rate-limit-anonymous"]));
    const { explanation } = await wait.ended;
    expect(explanation).to.contain("anonymous pulls");
    expect(server.requests).to.deep.equal(["watch team", "watch events team"]);
  });

  it("says nothing more when it has been stopped", async () => {
    look(podThat("running"));
    await isIn("well");
    // One who follows the same pods hears of it afterwards.
    const heard: (readonly V1Pod[])[] = [];
    follow(server.scope(session), "pods", {
      changed(pods) {
        heard.push(pods);
        server.notice();
      },
      failed: () => undefined,
    });
    await server.until(() => heard.length === 1);
    wait.stop();
    tell(podThat(failing(messages["registry-error"])));
    await server.until(() => heard.length === 2);
    expect(wait.state()).to.equal("well");
    expect(seen).to.deep.equal(["web-1"]);
    expect(server.warnings).to.deep.equal([]);
  });
});
