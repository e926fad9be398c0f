import { expect } from "chai";
import { attempts } from "../../src/diagnose/attempts.js";

const cases: readonly {
  title: string;
  text: string;
  expected: readonly string[];
}[] = [
  {
    title: "one try",
    text: "rpc error: a, rpc error: b",
    expected: ["rpc error: a, rpc error: b"],
  },
  {
    title: "tries that begin differently, in their order",
    text: 'Failed to pull image "x": [rpc error: a, pull access denied b, rpc error: c]',
    expected: ["rpc error: a", ", pull access denied b", ", rpc error: c]"],
  },
  {
    title: "tries of which one holds a bracket too",
    text: "[rpc error: a, rpc error: b [failed to resolve reference c]]",
    expected: [
      "rpc error: a",
      ", rpc error: b [failed to resolve reference c]]",
    ],
  },
];

describe("attempts", () => {
  for (const { title, text, expected } of cases) {
    it(`finds ${title}`, () => {
      expect(attempts(text)).to.deep.equal(expected);
    });
  }
});
