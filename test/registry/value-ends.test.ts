import { expect } from "chai";
import { decodeText } from "../../src/registry/redact/decoded-text.js";
import {
  endOfLine,
  endOfList,
  endOfQuoted,
  endOfWord,
} from "../../src/registry/redact/value-ends.js";

/** By their titles: a text, and the value in it, decoded. */
type Quoted = Readonly<Record<string, readonly [string, string]>>;

const quoted: Quoted = {
  "at the next quote of its kind": [`x="it's a" b "c"`, "it's a"],
  "at once, where it is empty": ['"" a"', ""],
  "behind quotes that are escaped in it": [String.raw`"a\"b\"c" d`, 'a"b"c'],
  "at a quote that is escaped as often as the first": [
    String.raw`error=\"a b\" c\"`,
    "a b",
  ],
  "behind a quote that is escaped more often than the first": [
    String.raw`\"a\\\"b\" c`,
    'a"b',
  ],
  "at a quote that is escaped less often than the first": [
    String.raw`\"a b" c`,
    "a b",
  ],
  "behind a quote that is encoded in it": ['"a%22b&quot;c" d', 'a"b"c'],
  "at a quote that is encoded as often as the first": ["%22a&quot; b%22", "a"],
  "behind a quote that is encoded more often than the first": [
    "%22a%2522b%22 c%22",
    'a"b',
  ],
  "at a quote that is encoded less often than the first": [
    '%22a b" c%22',
    "a b",
  ],
  "behind a quote that is encoded, though the first was escaped": [
    String.raw`\"a%22b\" c`,
    'a"b',
  ],
  "behind a quote that is escaped, though the first was encoded": [
    String.raw`%22a\"b%22 c`,
    'a"b',
  ],
  "with the line, where it has no end": ['"a b\nc', "a b"],
  "with the line, where each quote is a piece of it": [
    String.raw`"a\"b` + "\nc",
    'a"b',
  ],
  "with a line that ends in an escape, where it has no end": [
    String.raw`"a b\nc`,
    "a b",
  ],
  "with a line that is encoded as it is, where it has no end": [
    "%22a b%0Ac",
    "a b",
  ],
  "behind a line's end that is encoded and it is not": [
    '"a b%0Ac\nd',
    "a b\nc",
  ],
  "with the text, where neither it nor the line has an end": ["'a b", "a b"],
};

/** By their titles: a text, the value that it begins with, and how often what stood before that is encoded. */
type Values = Readonly<Record<string, readonly [string, string, number]>>;

const words: Values = {
  "with the text, where no such sign follows": [
    "a=b/c:d@e,(f)[g]",
    "a=b/c:d@e,(f)[g]",
    0,
  ],
  "behind signs that are encoded in it": ["a%20b%26c&lt;d e", "a b&c<d", 0],
  "before a sign that is encoded as what stands before it is": [
    "a%26b",
    "a",
    1,
  ],
  "behind a sign that is encoded more often than what stands there": [
    "a%2526b%26c",
    "a&b",
    1,
  ],
  "before a sign that is encoded less often than what stands there": [
    "a b%2526",
    "a",
    2,
  ],
  "before a sign that is escaped": [String.raw`a\nb c`, "a", 0],
};

const lines: Values = {
  "at its end, whatever else stands in it": [
    "a \"b\" 'c' <d>&\t[e]\nf",
    "a \"b\" 'c' <d>&\t[e]",
    0,
  ],
  "before CRLF": ["a b\r\nc", "a b", 0],
  "with the text": ["a b", "a b", 0],
  "before an end that is escaped": [String.raw`a b\r\nc`, "a b", 0],
  "behind an end that is encoded in it": ["a%0Ab\nc", "a\nb", 0],
  "before an end that is encoded as it is": ["a%0Ab\nc", "a", 1],
};

const lists: Values = {
  "at its bracket": ["a [b, c] d]", "a [b, c", 0],
  "with the line": ["a b\nc]", "a b", 0],
  "with a line's CR": ["a b\rc]", "a b", 0],
  "with the text": ["a, b", "a, b", 0],
  "behind a bracket that is encoded in it": ["a%5Db] c", "a]b", 0],
  "at a bracket that is encoded as it is": ["a%5Db] c", "a", 1],
};

/** Those that end a word. */
const signs = ["\t", " ", "\n", "\r", '"', "'", "`", "&", "<", ">"];

describe("where a value ends", () => {
  for (const [title, [input, expected]] of Object.entries(quoted))
    it(`ends what is in quotes ${title}`, () => {
      const decoded = decodeText(input);
      const opening = decoded.text.search(/["'`]/);
      expect(
        decoded.text.slice(opening + 1, endOfQuoted(decoded, opening)),
      ).to.equal(expected);
    });

  for (const sign of signs)
    it(`ends a word before ${JSON.stringify(sign)}`, () => {
      expect(endOfWord(decodeText(`a.b${sign}c`), 0, 0)).to.equal(3);
    });

  for (const [what, endOf, cases] of [
    ["a word", endOfWord, words],
    ["a line", endOfLine, lines],
    ["a list", endOfList, lists],
  ] as const) {
    for (const [title, [input, expected, level]] of Object.entries(cases))
      it(`ends ${what} ${title}`, () => {
        const decoded = decodeText(input);
        expect(decoded.text.slice(0, endOf(decoded, 0, level))).to.equal(
          expected,
        );
      });

    it(`looks for the end of ${what} from where it begins`, () => {
      const decoded = decodeText("\n]a b]\n");
      const end = endOf(decoded, 2, 0);
      expect(end).to.equal({ "a word": 3, "a line": 6, "a list": 5 }[what]);
    });
  }
});
