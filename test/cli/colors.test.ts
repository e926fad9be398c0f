import { expect } from "chai";
import { wantsColors } from "../../src/cli/output/colors.js";

const cases = [
  { title: "a terminal", isTTY: true, env: {}, expected: true },
  { title: "no terminal", isTTY: false, env: {}, expected: false },
  {
    title: "NO_COLOR",
    isTTY: true,
    env: { NO_COLOR: "1", FORCE_COLOR: "1" },
    expected: false,
  },
  {
    title: "an empty NO_COLOR",
    isTTY: true,
    env: { NO_COLOR: "" },
    expected: true,
  },
  { title: "CI", isTTY: true, env: { CI: "true" }, expected: false },
  {
    title: "CI without a terminal",
    isTTY: false,
    env: { CI: "true" },
    expected: false,
  },
  {
    title: "FORCE_COLOR",
    isTTY: false,
    env: { FORCE_COLOR: "1", CI: "true" },
    expected: true,
  },
  {
    title: "FORCE_COLOR=0",
    isTTY: true,
    env: { FORCE_COLOR: "0" },
    expected: false,
  },
  {
    title: "a dumb terminal",
    isTTY: true,
    env: { TERM: "dumb" },
    expected: false,
  },
];

describe("wantsColors", () => {
  for (const { title, isTTY, env, expected } of cases) {
    it(title, () => {
      expect(wantsColors({ isTTY }, env)).to.equal(expected);
    });
  }
});
