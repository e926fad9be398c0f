import { expect } from "chai";
import fc from "fast-check";
import {
  printable,
  printableJson,
  printableLines,
} from "../../src/config/printable.js";

/** Of each kind of sign that steers a terminal or the eye. */
const steering = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCodePoint(code)),
  ...Array.from({ length: 0x21 }, (_, code) =>
    String.fromCodePoint(0x7f + code),
  ),
  ...["\u00AD", "\u061C", "\u200B", "\u200D", "\u200E", "\u202E", "\u2066"],
  ...["\u2028", "\u2029", "\u2060", "\uFEFF", "\u{E0041}"],
];
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...steering),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    ),
  )
  .map((parts) => parts.join(""));
const bad = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe("printable", () => {
  it("leaves nothing that steers, in any text, and all else as it is", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = printable(text);
        expect(shown).not.to.match(bad);
        const kept = [...text].filter((sign) => !bad.test(sign));
        expect([...shown].filter((sign) => sign !== "\uFFFD")).to.deep.equal(
          kept.filter((sign) => sign !== "\uFFFD"),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves lines and tabs where there may be several", () => {
    expect(printableLines("a\n\tb\r\u001B[2Jc\u202E")).to.equal(
      "a\n\tb\uFFFD\uFFFD[2Jc\uFFFD",
    );
  });

  it("makes JSON that says the same, and holds nothing that steers", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const json = printableJson({ [text]: [text] });
        expect(JSON.parse(json)).to.deep.equal({ [text]: [text] });
        expect(json.replaceAll("\n", "")).not.to.match(bad);
      }),
      { numRuns: 1000 },
    );
  });
});
