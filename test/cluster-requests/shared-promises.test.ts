import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import sinon from "sinon";
import { createSharedPromises } from "../../src/cluster/shared-promises.js";

describe("createSharedPromises", () => {
  it("lets concurrent callers share one promise", async () => {
    const memory = createSharedPromises();
    const make = sinon.stub().resolves("found");
    const answers = await Promise.all([
      memory.once(["a"], make),
      memory.once(["a"], make),
    ]);
    expect(answers).to.deep.equal(["found", "found"]);
    expect(make.callCount).to.equal(1);
  });

  it("keeps keys apart, whatever they are made of", async () => {
    const memory = createSharedPromises();
    await memory.once(["a", "b"], () => Promise.resolve(1));
    expect(await memory.once(["a,b"], () => Promise.resolve(2))).to.equal(2);
  });

  it("asks again once nobody has asked for 30 s", async () => {
    let now = 0;
    const memory = createSharedPromises(() => now);
    const make = sinon.stub().resolves("found");
    await memory.once(["a"], make);
    for (now of [29_999, 59_998]) await memory.once(["a"], make);
    expect(make.callCount).to.equal(1);
    now += 30_000;
    await memory.once(["a"], make);
    expect(make.callCount).to.equal(2);
  });

  it("asks again after 5 minutes, however often it was asked for", async () => {
    let now = 0;
    const memory = createSharedPromises(() => now);
    const make = sinon.stub().resolves("found");
    for (; now < 300_000; now += 10_000) await memory.once(["a"], make);
    expect(make.callCount).to.equal(1);
    await memory.once(["a"], make);
    expect(make.callCount).to.equal(2);
  });

  it("asks again after forgetting", async () => {
    const memory = createSharedPromises();
    const make = sinon.stub().resolves("found");
    await memory.once(["a"], make);
    memory.forget();
    await memory.once(["a"], make);
    expect(make.callCount).to.equal(2);
  });

  it("does not remember a failure", async () => {
    const memory = createSharedPromises();
    const make = sinon.stub().rejects(new Error("refused"));
    make.onSecondCall().resolves("found");
    let message = "";
    await memory.once(["a"], make).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.equal("refused");
    expect(await memory.once(["a"], make)).to.equal("found");
  });

  it("lets go of what is older than 30 s, as a process that runs for days has to", async () => {
    let now = 0;
    const memory = createSharedPromises(() => now);
    const held = new WeakRef(
      await memory.once(["an old command"], () => Promise.resolve({})),
    );
    now = 30_000;
    await memory.once(["a new command"], () => Promise.resolve({}));
    await afterGarbageCollection();
    expect(held.deref()).to.equal(undefined);
  });
});

/** A WeakRef holds on until the job ends in which it was made or asked. */
async function afterGarbageCollection(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await new Promise((resolve) => setImmediate(resolve));
  collect();
}
