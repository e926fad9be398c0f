import { expect } from "chai";
import { withProgress } from "../../src/cli/output/progress.js";

function stream(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return {
    stream: { isTTY, write } as unknown as NodeJS.WriteStream,
    written,
  };
}

describe("withProgress", () => {
  it("tells a person what is waited for, and leaves no trace", async () => {
    const { stream: terminal, written } = stream(true);
    expect(
      await withProgress("Asking", Promise.resolve(1), terminal, {}),
    ).to.equal(1);
    expect(written.join("")).to.contain("Asking (0 s)");
    expect(written.at(-1)).to.equal("\r\u001b[K");
  });

  it("leaves no trace of a failure, either", async () => {
    const { stream: terminal, written } = stream(true);
    const failure = new Error("no");
    const caught = await withProgress(
      "Asking",
      Promise.reject(failure),
      terminal,
      {},
    ).catch((error: unknown) => error);
    expect(caught).to.equal(failure);
    expect(written.at(-1)).to.equal("\r\u001b[K");
  });

  it("writes nothing where no terminal is", async () => {
    const { stream: file, written } = stream(false);
    await withProgress("Asking", Promise.resolve(), file, {});
    expect(written).to.deep.equal([]);
  });

  for (const env of [{ NO_COLOR: "1" }, { CI: "true" }, { TERM: "dumb" }])
    it(`writes nothing on a terminal for plain text: ${JSON.stringify(env)}`, async () => {
      const { stream: terminal, written } = stream(true);
      await withProgress("Asking", Promise.resolve(), terminal, env);
      expect(written).to.deep.equal([]);
    });
});
