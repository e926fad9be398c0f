import { expect } from "chai";
import { terminalSvg } from "../../scripts/terminal-svg.js";

function texts(output: string): string[] {
  return [...terminalSvg(output, "").matchAll(/^<text .*$/gm)].map(
    ([text]) => text,
  );
}

describe("terminalSvg", () => {
  const cases: readonly {
    title: string;
    output: string;
    expected: string[];
  }[] = [
    {
      title: "holds each stretch to its columns",
      output: "ab   c d",
      expected: [
        '<text x="20.0" y="33" textLength="15.6">ab</text>',
        '<text x="59.0" y="33" textLength="23.4">c d</text>',
      ],
    },
    {
      title: "starts a stretch behind a space where it does",
      output: "\x1b[1ma\x1b[22m b",
      expected: [
        '<text x="20.0" y="33" textLength="7.8" class="bold">a</text>',
        '<text x="35.6" y="33" textLength="7.8">b</text>',
      ],
    },
    {
      title: "puts lines below each other",
      output: "a\n\nb\n",
      expected: [
        '<text x="20.0" y="33" textLength="7.8">a</text>',
        '<text x="20.0" y="69" textLength="7.8">b</text>',
      ],
    },
    {
      title: "colours",
      output: "\x1b[31m\x1b[1ma\x1b[22m\x1b[39mb",
      expected: [
        '<text x="20.0" y="33" textLength="7.8" class="red bold">a</text>',
        '<text x="27.8" y="33" textLength="7.8">b</text>',
      ],
    },
    {
      title: "escapes",
      output: "<a> & b",
      expected: [
        '<text x="20.0" y="33" textLength="54.6">&lt;a&gt; &amp; b</text>',
      ],
    },
  ];
  for (const { title, output, expected } of cases) {
    it(title, () => {
      expect(texts(output)).to.deep.equal(expected);
    });
  }

  it("refuses a code that it has no look for", () => {
    expect(() => terminalSvg("\x1b[35ma", "")).to.throw(
      "no class for the ANSI code 35",
    );
  });
});
