import { expect } from "chai";
import { parseDocuments } from "../../src/cli/input/parse-documents.js";
import { fromOutside } from "../../src/config/outside.js";

const deep = ["[", "{a: ", "- ", "? ", "- [", "{[", "? - "];

describe("parseDocuments", () => {
  for (const part of deep)
    it(`refuses what is nested too deeply, and goes on: ${part}`, () => {
      expect(parseDocuments(fromOutside(part.repeat(20_000)))).to.deep.equal({
        problem: "is neither YAML nor JSON: it is nested too deeply",
      });
    });

  const neither = (why: string) => ({
    problem: `is neither YAML nor JSON${why}`,
  });

  it("refuses more aliases than anybody writes, and takes some", () => {
    const pair = (_: unknown, index: number) =>
      `- &a${String(index)} x\n- *a${String(index)}\n`;
    const text = (count: number) =>
      Array.from({ length: count }, pair).join("");
    expect(parseDocuments(fromOutside(text(501)))).to.deep.equal(
      neither(": its aliases can't be resolved"),
    );
    expect(parseDocuments(fromOutside(text(2)))).to.deep.equal({
      documents: [["x", "x", "x", "x"]],
    });
  });

  for (const [text, line] of [
    ["a: 1\nb: 2\na: 3\n", 3],
    ["a: 1\n---\n- b:\n    c: 1\n    d: 2\n    'c': 3\n", 6],
    ["{a: 1, a: 2}", 1],
  ] as const)
    it(`refuses a key that its map has already: ${JSON.stringify(text)}`, () => {
      expect(parseDocuments(fromOutside(text))).to.deep.equal(
        neither(`, from line ${String(line)} on`),
      );
    });

  it("takes a key that another map has as well, and text and number of one look", () => {
    const text = "a: {b: 1, '1': 2, 1: 3}\nc: {b: 1}\n";
    expect(parseDocuments(fromOutside(text))).to.have.property("documents");
  });

  it("takes merges, one after the other", () => {
    const text = "a: &a {b: 1}\nc: &c {d: 2}\ne:\n  <<: *a\n  <<: *c\n";
    expect(parseDocuments(fromOutside(text))).to.deep.equal({
      documents: [{ a: { b: 1 }, c: { d: 2 }, e: { b: 1, d: 2 } }],
    });
  });

  it("takes time that grows with the keys of a map, and not with their square", () => {
    const text = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `k${String(index)}: v\n`,
      ).join("");
    const milliseconds = (count: number) => {
      const made = fromOutside(text(count));
      const start = process.cpuUsage();
      parseDocuments(made);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    milliseconds(1000);
    const few = milliseconds(2000);
    expect(milliseconds(40_000) / few).to.be.below(100);
  });

  it("reads brackets in texts, many lists one after the other, and what is nested as people nest", () => {
    const text = `a: "${"[".repeat(1000)}"\nb: [${"[x], ".repeat(1000)}]\nc: ${"[".repeat(100)}${"]".repeat(100)}\n`;
    expect(parseDocuments(fromOutside(text))).to.have.property("documents");
  });
});
