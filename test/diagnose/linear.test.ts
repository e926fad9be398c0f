import { expect } from "chai";
import { message, milliseconds, worstCases } from "./worst-cases.js";

const length = 32 * 1024;
const factor = 8;

/** In milliseconds of processor time: a message of 32 KiB takes less than half of that where the time grows with its
 *  length only. Where it grows with the square, a near miss takes that and more. */
const suspicious = 25;

/** How much longer it takes than an eighth of it: 8 times where the time grows with the length, 64 times where it does
 *  with the square. Again where it seems too much: a measurement can be disturbed, but not all of them. */
function growth(worst: (typeof worstCases)[number]): number {
  let least = Infinity;
  for (let attempt = 1; attempt <= 3 && least > 2 * factor; attempt += 1) {
    const eighth = milliseconds(message(worst, length / factor), 5);
    least = Math.min(least, milliseconds(message(worst, length), 2) / eighth);
  }
  return least;
}

describe("the time of a diagnosis", () => {
  // How fast a machine is, and how busy, decides only which messages are looked at twice.
  it("grows with the length of the message only, for the worst message of every rule and pattern", () => {
    for (const worst of worstCases)
      if (milliseconds(message(worst, length), 1) > suspicious)
        expect(growth(worst), worst.title).to.be.below(3 * factor);
  });
});
