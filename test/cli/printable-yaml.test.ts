import { expect } from "chai";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { printableYaml } from "../../src/cli/output/printable-yaml.js";

const steering = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

// The library itself loses blanks around the ends of lines.
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom("\u001B[2J", "\u009B", "\u202E", "\u200B", "\u{E0041}"),
      fc.constantFrom("\u2028", "a\nb", "\t", ": ", "- ", '"', "'", "#", " a"),
      fc.stringMatching(/^[a-zé中]{1,4}$/u),
    ),
  )
  .map((parts) => parts.join(""));

describe("printableYaml", () => {
  it("says the same as YAML does, and holds nothing that steers", () => {
    fc.assert(
      fc.property(texts, texts, (text, value) => {
        const key = text.replaceAll("\n", "");
        const given = { [key]: [value, { [value]: key }] };
        const yaml = printableYaml(given);
        expect(parse(yaml)).to.deep.equal(given);
        expect(yaml).not.to.match(steering);
      }),
      { numRuns: 1000 },
    );
  });

  it("is YAML as it always was where nothing steers", () => {
    const given = { a: 1, b: ["x: y", "two\nlines"], c: "word ".repeat(40) };
    expect(printableYaml(given)).to.equal(stringify(given));
  });
});
