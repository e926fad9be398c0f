import { expect } from "chai";
import { PodRecorded, recordedPod } from "../../src/patches/recorded-pod.js";

describe("recordedPod", () => {
  const named = (name: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
  });

  for (const name of ["run-seed-0a1b2c", "run-seed-d3e4f5"])
    it(`has the same name each time: ${name}`, async () => {
      const run = Promise.reject(new PodRecorded(named(name)));
      expect(await recordedPod(run)).to.deep.equal([named("run-seed")]);
    });

  it("is none where Garden makes none", async () => {
    expect(await recordedPod(Promise.resolve())).to.deep.equal([]);
  });

  it("is not made up where Garden fails", async () => {
    const failure = new Error("no such image");
    const error: unknown = await recordedPod(Promise.reject(failure)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.equal(failure);
  });
});
