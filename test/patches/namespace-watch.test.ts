import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import {
  endWatches,
  follow,
  type Follower,
} from "../../src/patches/namespace-watch.js";
import { stopServers } from "../registry/serve.js";
import { podThat } from "./failing-pods.js";
import { servePods, until, type PodServer } from "./pod-server.js";

/** Keeps what it is told: the names of the pods, or `failed`. */
function listener(): Follower<V1Pod> & { told: string[] } {
  const told: string[] = [];
  return {
    told,
    changed: (pods) =>
      void told.push(pods.map(({ metadata }) => metadata?.name).join()),
    failed: () => void told.push("failed"),
  };
}

const named = (name: string): V1Pod => podThat("running", { name });

describe("follow", () => {
  let server: PodServer;
  beforeEach(async () => {
    server = await servePods();
    server.pods = [named("a")];
  });
  afterEach(() => {
    endWatches();
    stopServers();
  });

  it("takes one watch for all who follow, at once and one after the other", async () => {
    const [first, second, third] = [listener(), listener(), listener()];
    const unfollow = follow(server.scope("1"), "pods", first);
    follow(server.scope("1"), "pods", second)();
    await server.watched();
    await until(() => first.told.length === 1);
    unfollow();
    follow(server.scope("1"), "pods", third);
    await until(() => third.told.length === 1);
    server.send("ADDED", named("b"));
    await until(() => third.told.includes("a,b"));
    expect(third.told).to.deep.equal(["a", "a,b"]);
    expect(first.told).to.deep.equal(["a"]);
    expect(second.told).to.deep.equal([]);
    expect(server.requests).to.deep.equal(["watch team"]);
  });

  it("tells of pods that change and go", async () => {
    const { told, ...follower } = listener();
    follow(server.scope("2"), "pods", follower);
    await server.watched();
    await until(() => told.length === 1);
    server.send("MODIFIED", named("a"));
    await until(() => told.length === 2);
    server.send("DELETED", named("a"));
    await until(() => told.length === 3);
    expect(told).to.deep.equal(["a", "a", ""]);
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
    await until(() => server.requests.includes("watch other"));
    await server.watched(1);
  });

  it("ends a watch that was being begun", async () => {
    follow(server.scope("7"), "pods", listener());
    await until(() => server.requests.includes("watch team"));
    endWatches();
    await server.watched(0);
  });

  it("reads events that are torn anywhere, inside of a character too", async () => {
    const { told, ...follower } = listener();
    follow(server.scope("8"), "pods", follower);
    await server.watched();
    const object = named("ünï-名");
    const line = Buffer.from(`${JSON.stringify({ type: "ADDED", object })}\n`);
    for (const byte of line) {
      server.sendBytes(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    await until(() => told.length === 2);
    expect(told).to.deep.equal(["a", "a,ünï-名"]);
  });

  it("reads several events that come at once", async () => {
    const { told, ...follower } = listener();
    follow(server.scope("9"), "pods", follower);
    await server.watched();
    const line = (name: string) =>
      `${JSON.stringify({ type: "ADDED", object: named(name) })}\n`;
    server.sendBytes(Buffer.from(line("b") + line("c")));
    await until(() => told.includes("a,b,c"));
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
    it(`begins anew where the watch ${title}`, async () => {
      const { told, ...follower } = listener();
      follow(server.scope(`10 ${title}`), "pods", follower);
      await server.watched();
      server.pods = [named("b")];
      spoil();
      await until(() => told.includes("b"));
      await until(() => server.requests.length === 2);
      expect(told).to.deep.equal(["a", "b"]);
    });
  }

  it("is over where the watch breaks off that nobody follows", async () => {
    follow(server.scope("11"), "pods", listener())();
    await server.watched();
    server.breakOff();
    await server.watched(0);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(server.requests).to.deep.equal(["watch team"]);
  });

  it("says at once, and once only, that pods may not be watched", async () => {
    server.status = 403;
    const [first, second] = [listener(), listener()];
    follow(server.scope("12"), "pods", first);
    await until(() => first.told.length === 1);
    follow(server.scope("12"), "pods", second);
    await until(() => second.told.length === 1);
    expect([first.told, second.told]).to.deep.equal([["failed"], ["failed"]]);
    expect(server.warnings).to.deep.equal([
      "garden-pull-secrets: Failed watching pods in namespace 'team': the right is missing (403). See docs/rbac.yaml " +
        "for what is needed. Failed pulls are not explained there, or later.",
    ]);
    expect(server.requests).to.deep.equal(["watch team"]);
  });

  it("gives up after some tries, and tries again for the next who follows", async function () {
    this.timeout(20_000);
    server.status = 500;
    const first = listener();
    follow(server.scope("13"), "pods", first);
    await until(() => server.requests.length === 4);
    await until(() => first.told.length === 1);
    expect(first.told).to.deep.equal(["failed"]);
    server.status = 200;
    const second = listener();
    follow(server.scope("13"), "pods", second);
    await until(() => second.told.includes("a"));
  });
});
