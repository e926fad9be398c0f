import { expect } from "chai";
import { absentParameters } from "../../src/attach/parameters.js";

type Fn = (...args: never[]) => unknown;

describe("absentParameters", () => {
  const cases: readonly {
    title: string;
    fn: Fn;
    needed: string[];
    expected: string[];
  }[] = [
    {
      title: "by position",
      fn: (a: 1, b: 2) => [a, b],
      needed: ["a", "b"],
      expected: [],
    },
    {
      title: "with defaults",
      fn: (a = 1, b = 2) => [a, b],
      needed: ["a", "b"],
      expected: [],
    },
    {
      title: "an added one behind",
      fn: (a: 1, b: 2, c: 3) => [a, b, c],
      needed: ["a", "b"],
      expected: [],
    },
    {
      title: "one renamed",
      fn: (a: 1, z: 2) => [a, z],
      needed: ["a", "b"],
      expected: ["b"],
    },
    {
      title: "one put before",
      fn: (z: 0, a: 1) => [z, a],
      needed: ["a"],
      expected: ["a"],
    },
    { title: "one gone", fn: (a: 1) => a, needed: ["a", "b"], expected: ["b"] },
    {
      title: "keys of one object",
      fn: async ({ a, b: other }: { a: 1; b: 2 }) =>
        Promise.resolve([a, other]),
      needed: ["b", "a"],
      expected: [],
    },
    {
      title: "a key gone",
      fn: ({ a }: { a: 1 }) => a,
      needed: ["a", "b"],
      expected: ["b"],
    },
    {
      title: "an object with a default",
      fn: ({ a }: { a?: 1 } = {}) => a,
      needed: ["a"],
      expected: [],
    },
  ];
  for (const { title, fn, needed, expected } of cases) {
    it(title, () => {
      expect(absentParameters(fn, needed)).to.deep.equal(expected);
    });
  }

  it("asks a class for methods", () => {
    class Runner {
      readonly started = false;
      start(): boolean {
        return this.started;
      }
    }
    expect(
      absentParameters(Runner, ["start", "started", "stop"]),
    ).to.deep.equal(["started", "stop"]);
  });
});
