import { expect } from "chai";
import { decodeText } from "../../src/registry/redact/decoded-text.js";

interface Case {
  readonly title: string;
  readonly input: string;
  readonly expected: string;
}

const decodedTexts: readonly Case[] = [
  {
    title: "JSON's escapes of signs",
    input: String.raw`\"a\/b\\c\"`,
    expected: '"a/b\\c"',
  },
  {
    title: "a quote, a backquote and signs of elements behind a backslash",
    input: "\\'a\\`b\\&c\\<d\\>",
    expected: "'a`b&c<d>",
  },
  {
    title: "escapes of blanks, with one end of a line for both kinds",
    input: String.raw`a\tb\nc\rd`,
    expected: "a\tb\nc\nd",
  },
  {
    title: "JSON's escapes of codes",
    input: String.raw`\u003ca\u003E\u0026\u0009`,
    expected: "<a>&\t",
  },
  { title: "Go's escapes of codes", input: "\\x41\\x7e", expected: "A~" },
  {
    title: "percent encoding in small letters and capitals",
    input: "a%3ab%3Ac",
    expected: "a:b:c",
  },
  {
    title: "each sign that ASCII prints, and none before or behind them",
    input: "%1F%20%21%7D%7E%7F",
    expected: "%1F !}~%7F",
  },
  {
    title: "what blanks are encoded as, and no other code that steers",
    input: "%08%09%0A%0B%0C%0D%0E%00",
    expected: "%08\t\n%0B%0C\r%0E%00",
  },
  {
    title: "entities by name",
    input:
      "&lt;&gt;&amp;&quot;&apos;&colon;&commat;&equals;&nbsp;&sol;&QUOT;&Amp;",
    expected: '<>&"\':@= /"&',
  },
  {
    title: "entities by number",
    input: "&#34;&#039;&#0064;&#9;&#x40;&#X3a;&#x0022;",
    expected: '"\'@\t@:"',
  },
  {
    title: "an escape that others made",
    input: String.raw`\\\"%2540&amp;quot;\u0025\u0034\u0031`,
    expected: '"@"A',
  },
  {
    title: "what was escaped eight times",
    input: `%${"25".repeat(7)}41`,
    expected: "A",
  },
  {
    title: "what was escaped nine times but for one time",
    input: `%${"25".repeat(8)}41`,
    expected: "%41",
  },
];

const untouchedTexts: readonly Omit<Case, "expected">[] = [
  { title: "a text without escapes", input: "50% of a & b; c\td" },
  { title: "nothing at all", input: "" },
  { title: "an entity that no rule looks for", input: "&hearts;&x;&abcdefg;" },
  { title: "an entity without its end", input: "&amp&#34&#x22" },
  {
    title: "the number of a sign that is not ASCII's",
    input: "&#127;&#128;&#8364;&#x20ac;&#12345;",
  },
  {
    title: "an escape of a sign that is not ASCII's",
    input: String.raw`\u20ac\u0000\x80\x1b%C3%A4`,
  },
  { title: "escapes that are cut off", input: String.raw`%4 %zz \u004 \x4 \ ` },
  { title: "a letter that no escape has", input: String.raw`\q\d\-` },
];

const originals: readonly (Omit<Case, "expected"> & {
  readonly expected: readonly string[];
})[] = [
  {
    title: "a sign that is not escaped, by itself",
    input: "ab",
    expected: ["a", "b"],
  },
  {
    title: "an escape, as a whole",
    input: String.raw`a\"b%40c&lt;d`,
    expected: ["a", String.raw`\"`, "b", "%40", "c", "&lt;", "d"],
  },
  {
    title: "an escape of an escape, as a whole",
    input: String.raw`a%2540\\\"&amp;lt;b%41`,
    expected: ["a", "%2540", String.raw`\\\"`, "&amp;lt;", "b", "%41"],
  },
];

const counts: readonly (Omit<Case, "expected"> & {
  readonly encoded: string;
  readonly escaped: string;
})[] = [
  {
    title: "no sign of a plain text",
    input: "ab",
    encoded: "00",
    escaped: "00",
  },
  {
    title: "percent encoding and entities as encoded",
    input: "a%40b&lt;c",
    encoded: "01010",
    escaped: "00000",
  },
  {
    title: "what is behind a backslash as escaped",
    input: String.raw`a\"b\u0040c`,
    encoded: "00000",
    escaped: "01010",
  },
  {
    title: "each time that it was so, beside signs that were so less often",
    input: String.raw`%41\"%2542\\\"c`,
    encoded: "10200",
    escaped: "01020",
  },
  {
    title: "both of a sign that was both",
    input: String.raw`\u0026quot;%5C"`,
    encoded: "11",
    escaped: "11",
  },
  {
    title: "an escape as often as its most escaped part",
    input: "%%341 &#3%32;",
    encoded: "202",
    escaped: "000",
  },
  {
    title: "an escape without regard to what stands behind it",
    input: String.raw`\u002541%42 %5C"\u0043`,
    encoded: "11010",
    escaped: "10011",
  },
];

describe("decodeText", () => {
  for (const { title, input, expected } of decodedTexts)
    it(`decodes ${title}`, () => {
      expect(decodeText(input).text).to.equal(expected);
    });

  for (const { title, input } of untouchedTexts)
    it(`leaves ${title}`, () => {
      expect(decodeText(input).text).to.equal(input);
    });

  for (const { title, input, expected } of originals)
    it(`knows where it took from ${title}`, () => {
      const { text, starts, ends } = decodeText(input);
      expect([starts.length, ends.length]).to.deep.equal([
        text.length,
        text.length,
      ]);
      expect(
        [...starts].map((start, index) => input.slice(start, ends[index])),
      ).to.deep.equal(expected);
    });

  for (const { title, input, encoded, escaped } of counts)
    it(`counts ${title}`, () => {
      const decoded = decodeText(input);
      expect({
        encoded: decoded.encoded.join(""),
        escaped: decoded.escaped.join(""),
      }).to.deep.equal({ encoded, escaped });
    });
});
