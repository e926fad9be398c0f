import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import sinon from "sinon";
import { endWatches, follow } from "../../src/cluster/namespace-watch.js";
import type { Follower } from "../../src/cluster/watch.js";
import { stopServers } from "../registry/serve.js";
import { podThat } from "../patches/failing-pods.js";
import { servePods, type PodServer } from "../patches/pod-server.js";

const named = (name: string): V1Pod => podThat("running", { name });

describe("follow", () => {
  let server: PodServer;

  /** Keeps what it is heard: the names of the pods, or `failed`. */
  function listener(): Follower<V1Pod> & { heard: string[] } {
    const heard: string[] = [];
    const hear = (words: string): void => {
      heard.push(words);
      server.notice();
    };
    return {
      heard,
      changed: (pods) =>
        hear(pods.map(({ metadata }) => metadata?.name).join()),
      failed: () => hear("failed"),
    };
  }
  /** Stops the time; the connections go on. Each pause of a watch is over in less than 5 s. */
  const stopTime = () =>
    sinon.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });

  beforeEach(async () => {
    server = await servePods();
    server.pods = [named("a")];
  });
  afterEach(() => {
    endWatches();
    stopServers();
    sinon.restore();
  });

  it("takes one watch for all who follow, at once and one after the other", async () => {
    const [first, second, third] = [listener(), listener(), listener()];
    const unfollow = follow(server.scope("1"), "pods", first);
    follow(server.scope("1"), "pods", second)();
    await server.watched();
    await server.until(() => first.heard.length === 1);
    unfollow();
    follow(server.scope("1"), "pods", third);
    await server.until(() => third.heard.length === 1);
    server.send("ADDED", named("b"));
    await server.until(() => third.heard.includes("a,b"));
    expect(third.heard).to.deep.equal(["a", "a,b"]);
    expect(first.heard).to.deep.equal(["a"]);
    expect(second.heard).to.deep.equal([]);
    expect(server.requests).to.deep.equal(["watch team"]);
  });

  it("reports pods that change and go", async () => {
    const { heard, ...follower } = listener();
    follow(server.scope("2"), "pods", follower);
    await server.watched();
    await server.until(() => heard.length === 1);
    server.send("MODIFIED", named("a"));
    await server.until(() => heard.length === 2);
    server.send("DELETED", named("a"));
    await server.until(() => heard.length === 3);
    expect(heard).to.deep.equal(["a", "a", ""]);
  });

  it("watches each namespace, and for each command, by itself", async () => {
    follow(server.scope("3"), "pods", listener());
    follow(server.scope("3", "other"), "pods", listener());
    follow(server.scope("4"), "pods", listener());
    await server.watched(3);
  });

  it("ends the watches that nobody follows when another command begins", async () => {
    const unfollow = follow(server.scope("5"), "pods", listener());
    await server.watched();
    unfollow();
    follow(server.scope("6", "other"), "pods", listener());
    await server.until(() => server.watching().join() === "other");
  });

  it("ends a watch that was being begun", async () => {
    follow(server.scope("7"), "pods", listener());
    await server.until(() => server.requests.includes("watch team"));
    endWatches();
    await server.watched(0);
  });

  it("reads events that are torn anywhere, inside of a character too", async () => {
    const { heard, ...follower } = listener();
    follow(server.scope("8"), "pods", follower);
    await server.watched();
    const object = named("ünï-名");
    const line = Buffer.from(`${JSON.stringify({ type: "ADDED", object })}\n`);
    for (const byte of line) {
      server.sendBytes(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    await server.until(() => heard.length === 2);
    expect(heard).to.deep.equal(["a", "a,ünï-名"]);
  });

  it("reads several events that come at once", async () => {
    const { heard, ...follower } = listener();
    follow(server.scope("9"), "pods", follower);
    await server.watched();
    const line = (name: string) =>
      `${JSON.stringify({ type: "ADDED", object: named(name) })}\n`;
    server.sendBytes(Buffer.from(line("b") + line("c")));
    await server.until(() => heard.includes("a,b,c"));
  });

  for (const { title, spoil } of [
    { title: "breaks off", spoil: () => server.breakOff() },
    {
      title: "ends with an ERROR, as after 410",
      spoil: () => server.send("ERROR", { kind: "Status", code: 410 }),
    },
    {
      title: "says what is no JSON",
      spoil: () => server.sendBytes(Buffer.from("<html>\n")),
    },
  ]) {
    it(`begins again where the watch ${title}`, async () => {
      const clock = stopTime();
      const { heard, ...follower } = listener();
      follow(server.scope(`10 ${title}`), "pods", follower);
      await server.until(() => heard.length === 1);
      server.pods = [named("b")];
      spoil();
      await server.until(() => server.over() === 1);
      await clock.tickAsync(5000);
      await server.until(() => heard.length === 2);
      expect(heard).to.deep.equal(["a", "b"]);
      expect(server.requests).to.have.length(2);
    });
  }

  it("begins again as often as it must where the watches hold", async () => {
    const clock = stopTime();
    const { heard, ...follower } = listener();
    follow(server.scope("14"), "pods", follower);
    for (let round = 1; round <= 7; round++) {
      await server.until(() => heard.length === round);
      clock.tick(31_000);
      server.breakOff();
      await server.until(() => server.over() === round);
      await clock.tickAsync(5000);
    }
    await server.until(() => heard.length === 8);
    expect(new Set(heard)).to.deep.equal(new Set(["a"]));
  });

  it("is over where the watch breaks off that nobody follows", async () => {
    const clock = stopTime();
    follow(server.scope("11"), "pods", listener())();
    await server.watched();
    server.breakOff();
    await server.until(() => server.over() === 1);
    await clock.tickAsync(5000);
    expect(server.requests).to.have.length(1);
    // Who comes next has a watch of its own, at once.
    const { heard, ...follower } = listener();
    follow(server.scope("11"), "pods", follower);
    await server.until(() => heard.length === 1);
    expect(server.requests).to.have.length(2);
  });

  it("says at once, and once only, that pods may not be watched", async () => {
    server.status = 403;
    const [first, second] = [listener(), listener()];
    follow(server.scope("12"), "pods", first);
    await server.until(() => first.heard.length === 1);
    follow(server.scope("12"), "pods", second);
    await server.until(() => second.heard.length === 1);
    expect([first.heard, second.heard]).to.deep.equal([["failed"], ["failed"]]);
    expect(server.warnings).to.deep.equal([
      "garden-pull-secrets: Failed watching pods in namespace 'team': the right is missing (403). See docs/rbac.yaml " +
        "for what is needed. Failed pulls are not explained there, or later.",
    ]);
    expect(server.requests).to.deep.equal(["watch team"]);
  });

  it("gives up after some tries, and tries again for the next who follows", async () => {
    const clock = stopTime();
    server.status = 500;
    const first = listener();
    follow(server.scope("13"), "pods", first);
    for (let tries = 1; first.heard.length === 0; tries++) {
      await server.until(() => server.over() === tries);
      await clock.tickAsync(5000);
    }
    expect(first.heard).to.deep.equal(["failed"]);
    expect(server.requests.length).to.be.within(2, 10);
    server.status = 200;
    const second = listener();
    follow(server.scope("13"), "pods", second);
    await server.until(() => second.heard.length === 1);
    expect(second.heard).to.deep.equal(["a"]);
  });
});
