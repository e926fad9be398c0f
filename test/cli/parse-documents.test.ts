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

  it("reads brackets in texts, many lists one after the other, and what is nested as people nest", () => {
    const text = `a: "${"[".repeat(1000)}"\nb: [${"[x], ".repeat(1000)}]\nc: ${"[".repeat(100)}${"]".repeat(100)}\n`;
    expect(parseDocuments(fromOutside(text))).to.have.property("documents");
  });
});
