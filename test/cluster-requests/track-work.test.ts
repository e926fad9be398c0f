import { expect } from "chai";
import sinon from "sinon";
import { createProgress } from "../../src/cluster/track-work.js";

describe("createProgress", () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    clock.restore();
  });

  function work(progress = createProgress()) {
    const said: string[] = [];
    const start = (count: number, seconds: number) =>
      progress.track(
        count,
        (done, all) => void said.push(`${String(done)}/${String(all)}`),
        () =>
          new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
      );
    return { said, start };
  }

  it("says nothing of what is soon done", async () => {
    const { said, start } = work();
    void start(20, 2);
    await clock.tickAsync(60_000);
    expect(said).to.deep.equal([]);
  });

  it("counts what takes long, with what comes meanwhile, until all is done", async () => {
    const { said, start } = work();
    void start(20, 4);
    await clock.tickAsync(1000);
    void start(10, 6);
    await clock.tickAsync(60_000);
    expect(said).to.deep.equal(["0/30", "20/30"]);
  });

  it("starts from nothing the next time", async () => {
    const { said, start } = work();
    void start(20, 4);
    await clock.tickAsync(60_000);
    void start(7, 4);
    await clock.tickAsync(60_000);
    expect(said).to.deep.equal(["0/20", "0/7"]);
  });
});
