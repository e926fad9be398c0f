import { expect } from "chai";
import { message, milliseconds, worstCases } from "./worst-cases.js";

const short = 32 * 1024;
const factor = 8;

/** By how much the time grows where a message is eight times as long. Anew where it seems too much: a measurement can be
 *  disturbed, but not five times. */
function growth(worst: (typeof worstCases)[number]): number {
  const ratios: number[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const once = milliseconds(message(worst, short), 1 + attempt);
    const eightfold = milliseconds(message(worst, short * factor), attempt);
    // below that, the clock and the compiler are what is measured
    ratios.push(eightfold < 20 ? 0 : eightfold / once);
    if ((ratios.at(-1) ?? 0) < 2 * factor) break;
  }
  return Math.min(...ratios);
}

describe("the time of a diagnosis", () => {
  it("grows with the length of the message only, for the worst message of every rule and pattern", () => {
    for (const worst of worstCases)
      expect(growth(worst), worst.title).to.be.below(3 * factor);
  });
});
