import { expect } from "chai";
import fc from "fast-check";
import { answer, inOrder, readable } from "../answer.js";
import { cases } from "../generate/cases.js";
import { oddCases } from "../odd-cases.js";
import { startKubelet, type Kubelet } from "./program.js";

describe("the kubelet itself", () => {
  let kubelet: Kubelet;
  before(async function () {
    // Building it takes minutes where nothing of Kubernetes was built before.
    this.timeout("15m");
    kubelet = await startKubelet();
  });
  after(() => kubelet.stop());

  for (const { title, secrets, image, expected } of oddCases) {
    it(`does as was recorded: ${title}`, async () => {
      const [theirs] = await kubelet.ask(secrets, [image]);
      expect(theirs && readable(theirs)).to.deep.equal(expected);
    });
  }

  it("agrees with us on generated Secrets and images", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ secrets, image }) => {
        const [theirs] = await kubelet.ask(secrets, [image]);
        const { answer: ours, groups } = answer(secrets, image);
        expect(inOrder(ours, groups)).to.deep.equal(
          theirs && inOrder(theirs, groups),
        );
      }),
      { numRuns: 5000 },
    );
  });
});
