import { expect } from "chai";
import sinon from "sinon";
import { endWatches } from "../../src/patches/namespace-watch.js";
import { watchPulls, type PullWait } from "../../src/patches/pull-wait.js";
import { stopServers } from "../registry/serve.js";
import { failing, messages, podThat, type Waiting } from "./failing-pods.js";
import { servePods, until, type PodServer } from "./pod-server.js";

const backOff: Waiting = {
  reason: "ImagePullBackOff",
  message: 'Back-off pulling image "docker.io/library/busybox:1.36"',
};

describe("watchPulls", () => {
  let server: PodServer;
  let wait: PullWait;
  let sessions = 0;
  const look = (...pods: PodServer["pods"]): void => {
    server.pods = pods;
    wait = watchPulls(
      server.scope(`pulls ${String(sessions++)}`),
      ({ metadata }) => (metadata?.name ?? "").startsWith("web-"),
    );
  };
  const tell = (pod: PodServer["pods"][number]): void =>
    server.send("MODIFIED", pod);

  beforeEach(async () => {
    server = await servePods();
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
    expect(server.warnings).to.deep.equal([]);
  });

  it("warns once of what may pass, and is well when it has passed", async () => {
    look(podThat(failing(messages["registry-error"])));
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).to.contain("Garden waits for it.");
    expect(wait.state()).to.equal("waiting");
    await server.watched();
    tell(podThat(backOff));
    tell(podThat(failing(messages["registry-error"])));
    tell(podThat("running"));
    await until(() => wait.state() === "well");
    expect(server.warnings).to.have.length(1);
  });

  it("remembers why a pull failed while the kubelet only says that it waits", async () => {
    look(podThat(failing(messages.unknown)));
    await server.watched();
    tell(podThat(backOff));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(wait.state()).to.equal("unknown");
  });

  for (const { title, pods } of [
    { title: "no pod is seen", pods: [] },
    {
      title: "a pod fails in a way that is not understood",
      pods: [podThat(failing(messages.unknown))],
    },
    { title: "only a back-off was seen", pods: [podThat(backOff)] },
    {
      title: "only a pod of others is seen",
      pods: [
        podThat(failing(messages["rate-limit-anonymous"]), { name: "other-1" }),
      ],
    },
  ]) {
    it(`leaves it to Garden where ${title}`, async () => {
      look(...pods);
      await server.watched();
      expect(wait.state()).to.equal("unknown");
      expect(server.warnings).to.deep.equal([]);
    });
  }

  it("leaves it to Garden where pods may not be watched", async () => {
    server.status = 403;
    look(podThat(failing(messages["rate-limit-anonymous"])));
    await until(() => server.requests.length > 0);
    expect(wait.state()).to.equal("unknown");
  });

  it("waits for a missing Secret for 30 s, and reads each Secret once", async () => {
    const clock = sinon.useFakeTimers({
      toFake: ["Date", "setTimeout", "clearTimeout"],
    });
    const failure = podThat(failing(messages["not-found-or-private"]), {
      secrets: ["hub", "other"],
    });
    look(failure);
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).to.contain(
      "Make the Secret 'hub' in namespace 'team'",
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

  describe("where init containers are done", () => {
    const after = (waiting: Waiting): PodServer["pods"][number] => {
      const pod = podThat(waiting);
      const done = { terminated: { exitCode: 0 } };
      const [main] = pod.status?.containerStatuses ?? [];
      if (main) {
        pod.status = {
          ...pod.status,
          initContainerStatuses: [{ ...main, name: "init", state: done }],
        };
      }
      return pod;
    };
    const event = (message: string, uid = "uid-of-web-1"): object => ({
      metadata: { name: `event-${message.slice(-5)}`, uid: message },
      involvedObject: { uid, fieldPath: "spec.containers{main}" },
      reason: "Failed",
      message,
    });
    const failure = event(
      `Failed to pull image "docker.io/library/busybox:1.36": ${messages["rate-limit-anonymous"]}`,
    );

    it("believes the events: the status comes later", async () => {
      look(after({ reason: "PodInitializing" }));
      await server.watched(2);
      server.send("ADDED", failure);
      const { explanation } = await wait.ended;
      expect(explanation).to.contain("anonymous pulls");
      expect(server.requests).to.deep.equal([
        "watch team",
        "watch events team",
      ]);
    });

    for (const { title, pod, events } of [
      {
        title: "of a container that runs by now",
        pod: after("running"),
        events: [failure],
      },
      {
        title: "of an older pod of the same name",
        pod: after({ reason: "PodInitializing" }),
        events: [event(messages["rate-limit-anonymous"], "another-uid")],
      },
      {
        title: "that only repeat that a pull failed",
        pod: after({ reason: "PodInitializing" }),
        events: [
          event("Error: ErrImagePull"),
          event("Error: ImagePullBackOff"),
        ],
      },
    ]) {
      it(`takes no notice of events ${title}`, async () => {
        server.events = events;
        look(pod);
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect(wait.state()).to.equal("well");
      });
    }
  });

  it("says nothing more when it has been stopped", async () => {
    look(podThat("running"));
    await server.watched();
    wait.stop();
    tell(podThat(failing(messages["registry-error"])));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.warnings).to.deep.equal([]);
    expect(wait.state()).to.equal("well");
  });
});
