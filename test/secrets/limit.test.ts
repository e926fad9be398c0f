import { expect } from "chai";
import fc from "fast-check";
import { createLimit } from "../../src/secrets/limit.js";

describe("createLimit", () => {
  it("runs all work, in order, never more at once, and as much as it may", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (atOnce, scheduler, fails) => {
          const limit = createLimit(atOnce);
          const started: number[] = [];
          let running = 0;
          let most = 0;
          const all = fails.map(
            async (fail, index) =>
              await limit(async () => {
                started.push(index);
                most = Math.max(most, ++running);
                await scheduler.schedule(Promise.resolve());
                running--;
                if (fail) throw new Error(String(index));
                return index;
              }),
          );
          const ends = Promise.allSettled(all);
          await scheduler.waitFor(ends);
          expect((await ends).map(({ status }) => status)).to.deep.equal(
            fails.map((fail) => (fail ? "rejected" : "fulfilled")),
          );
          expect(started).to.deep.equal(fails.map((_, index) => index));
          expect(most).to.equal(Math.min(atOnce, fails.length));
        },
      ),
      { numRuns: 100 },
    );
  });
});
