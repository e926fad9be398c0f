import { expect } from "chai";
import { attempts, flatten } from "../../src/diagnose/attempts.js";

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

describe("flatten", () => {
  for (const { title, text, expected } of [
    { title: "lines", text: "a\nb\r\n\tc", expected: "a b c" },
    {
      title: "lines that a log escaped",
      text: String.raw`a\nb\tc`,
      expected: "a b c",
    },
    {
      title: "quotes that several logs escaped",
      text: String.raw`a \"b\" \\\"c\\\"`,
      expected: 'a "b" "c"',
    },
    {
      title: "addresses that a site made links of",
      text: 'Get "[https://a.test/v2/](https://a.test/v2/)": [http://b.test](http://b.test/), [no](link)',
      expected: 'Get "https://a.test/v2/": http://b.test, [no](link)',
    },
    { title: "blanks around it", text: "  a   b ", expected: "a b" },
  ]) {
    it(`makes one line of ${title}`, () => {
      expect(flatten(text)).to.equal(expected);
    });
  }
});
