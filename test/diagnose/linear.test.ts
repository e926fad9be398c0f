import { expect } from "chai";
import { message, milliseconds, worstCases } from "./worst-cases.js";

const short = 64 * 1024;
const factor = 8;

/** In milliseconds of processor time: a message of 64 KiB takes less than half of that where the time grows with its
 *  length only. Where it grows with the square, the longest near misses take a tenth of a second and more. */
const suspicious = 50;

/** By how much the time grows where a message is eight times as long: 8 where it grows with the length, 64 where it does
 *  with the square. Anew where it seems too much: a measurement can be disturbed, but not three times. */
function growth(worst: (typeof worstCases)[number]): number {
  let least = Infinity;
  for (let attempt = 1; attempt <= 3 && least > 2 * factor; attempt += 1) {
    const once = milliseconds(message(worst, short), 3);
    const eightfold = milliseconds(message(worst, short * factor), 1);
    least = Math.min(least, eightfold / once);
  }
  return least;
}

describe("the time of a diagnosis", () => {
  // How fast a machine is, and how busy, decides only which messages are looked at twice.
  it("grows with the length of the message only, for the worst message of every rule and pattern", () => {
    for (const worst of worstCases)
      if (milliseconds(message(worst, short), 1) > suspicious)
        expect(growth(worst), worst.title).to.be.below(3 * factor);
  });
});
