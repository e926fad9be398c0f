import { expect } from "chai";
import { attach } from "../../src/attach/attach.js";
import { runtimeKey } from "../../src/attach/drivers/transform.js";

describe("attach", () => {
  const symbol = Symbol.for(runtimeKey);
  const globals = globalThis as unknown as Record<symbol, unknown>;

  afterEach(() => {
    Reflect.deleteProperty(globals, symbol);
  });

  it("changes nothing the second time in one process", async () => {
    const first = {};
    globals[symbol] = first;
    const before = process.listenerCount("exit");
    const access = await attach({
      root: "file:///garden/",
      shape: "bundle",
      patches: [],
    });
    expect(access).to.equal(null);
    expect(globals[symbol]).to.equal(first);
    expect(process.listenerCount("exit")).to.equal(before);
  });
});
