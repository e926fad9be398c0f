import { fromOutside, textOf } from "../../src/config/outside.js";
import { expect } from "chai";
import { splitMessages } from "../../src/cli/explain/split-messages.js";

interface Case {
  readonly title: string;
  readonly input: string;
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  { title: "nothing", input: "", expected: [] },
  { title: "empty lines", input: "\n \n\t\r\n", expected: [] },
  {
    title: "one message a line",
    input: "a\nb\r\nc",
    expected: ["a", "b", "c"],
  },
  {
    title: "an indented line as part of the one before",
    input: "a\n  b\n\tc\nd",
    expected: ["a\n  b\n\tc", "d"],
  },
  {
    title: "a registry's error code as part of the one before",
    input:
      "a: 429 Too Many Requests\ntoomanyrequests: x\nb\nmanifest unknown: y\nTOOMANYREQUESTS: z",
    expected: [
      "a: 429 Too Many Requests\ntoomanyrequests: x",
      "b\nmanifest unknown: y\nTOOMANYREQUESTS: z",
    ],
  },
  {
    title: "an error code without a line before it, or behind an empty one",
    input: "denied: a\n\ndenied: b",
    expected: ["denied: a", "denied: b"],
  },
  {
    title: "an indented line without one before it",
    input: "  a",
    expected: ["a"],
  },
  {
    title: "the events that kubectl describe prints",
    input:
      "Events:\n  Type     Reason   Age   From     Message\n  Warning  Failed   2s    kubelet  Failed to pull\n  toomanyrequests: x\n  Normal   BackOff  1s    kubelet  Back-off",
    expected: [
      "Events:\n  Type     Reason   Age   From     Message",
      "Warning  Failed   2s    kubelet  Failed to pull\n  toomanyrequests: x",
      "Normal   BackOff  1s    kubelet  Back-off",
    ],
  },
];

describe("splitMessages", () => {
  for (const { title, input, expected } of cases) {
    it(`takes ${title}`, () => {
      expect(splitMessages(fromOutside(input)).map(textOf)).to.deep.equal(
        expected,
      );
    });
  }
});
