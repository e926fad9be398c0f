import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import pc from "picocolors";
import stringWidth from "string-width";
import { columnsOf } from "../../src/cli/output/columns.js";
import { renderRows, renderTable } from "../../src/cli/output/table.js";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const colors = pc.createColors(true);

const cases: readonly {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly columns: number;
  readonly expected: readonly string[];
}[] = [
  {
    title: "leaves rows that fit as they are",
    rows: [["a", "b c"]],
    columns: 6,
    expected: ["a  b c"],
  },
  {
    title: "wraps the widest column between words",
    rows: [
      ["one", "two words"],
      ["1", "2"],
    ],
    columns: 11,
    expected: ["one  two", "     words", "1    2"],
  },
  {
    title: "gives columns of one width the same room",
    rows: [["aaa bbb", "ccc ddd"]],
    columns: 8,
    expected: ["aaa  ccc", "bbb  ddd"],
  },
  {
    title: "breaks a word that is longer than its column behind a part of it",
    rows: [["-", "in docker.io/acme/web:1.0"]],
    columns: 14,
    expected: ["-  in", "   docker.io/", "   acme/", "   web:1.0"],
  },
  {
    title: "breaks a word without parts where the column ends",
    rows: [["abcdefgh"]],
    columns: 3,
    expected: ["abc", "def", "gh"],
  },
  {
    title: "breaks wide characters where the column ends",
    rows: [["a", "漢字かな交じり文"]],
    columns: 10,
    expected: ["a  漢字か", "   な交じ", "   り文"],
  },
  {
    title: "leaves wide characters that fit as they are",
    rows: [["漢字", "b"]],
    columns: 7,
    expected: ["漢字  b"],
  },
  {
    title: "keeps a wide character in a column that is too narrow for it",
    rows: [["漢字", "b"]],
    columns: 4,
    expected: ["漢  b", "字"],
  },
  {
    title: "counts wide blanks as what they are",
    rows: [["漢　漢　漢　漢　漢　漢"]],
    columns: 9,
    expected: ["漢  漢", "漢  漢", "漢  漢"],
  },
  {
    title: "shortens digests on a terminal",
    rows: [[`web@${digest}, db@${digest}`]],
    columns: 80,
    expected: ["web@sha256:0123456789ab, db@sha256:0123456789ab"],
  },
  {
    title: "shortens and wraps nothing elsewhere",
    rows: [[`web@${digest} ${"word ".repeat(100)}end`]],
    columns: Infinity,
    expected: [`web@${digest} ${"word ".repeat(100)}end`],
  },
  {
    title: "wraps each line of a cell by itself",
    rows: [["one two\nthree four"]],
    columns: 6,
    expected: ["one", "two", "three", "four"],
  },
];

describe("renderRows", () => {
  for (const { title, rows, columns, expected } of cases)
    it(title, () => {
      expect(renderRows(rows, columns).split("\n")).to.deep.equal(expected);
    });

  it("does not count colours, and takes them from line to line", () => {
    expect(
      renderRows([[colors.red("abcdef"), "gh"]], 7).split("\n"),
    ).to.deep.equal([`${colors.red("abc")}  gh`, colors.red("def")]);
  });

  /** Each as it stands in a text: a mark behind its letter, both halves of a flag. Of emoji of several
   *  parts, cli-table3 cuts one off where the column is as narrow as they are. */
  const wide = "a / . 漢 字 か カ 한 글 ！ 👍 🇩🇪 é e\u0301".split(" ");

  it("fits any rows into any terminal, and loses no character of theirs", () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-z/:.-]{1,40}$/),
      fc
        .array(fc.constantFrom(...wide), { minLength: 1, maxLength: 40 })
        .map((characters) => characters.join("")),
    );
    const cell = fc
      .array(fc.array(word, { maxLength: 4 }), { minLength: 1, maxLength: 2 })
      .map((lines) => lines.map((words) => words.join(" ")).join("\n"));
    const rows = fc.integer({ min: 1, max: 5 }).chain((count) =>
      fc.array(fc.array(cell, { minLength: count, maxLength: count }), {
        minLength: 1,
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 200 }), (given, columns) => {
        const text = renderRows(given, columns);
        expect(Math.max(...text.split("\n").map(stringWidth))).to.be.at.most(
          columns,
        );
        const letters = (all: string) => [...all.replace(/\s/g, "")].sort();
        expect(letters(text)).to.deep.equal(letters(given.flat().join("")));
      }),
    );
  });
});

describe("renderTable", () => {
  it("wraps headings as well", () => {
    const text = stripVTControlCharacters(renderTable(["what to do"], [], 4));
    expect(text.split("\n")).to.deep.equal(["WHAT", "TO", "DO"]);
  });
});

/** cli-table3 alone takes hours for these: its time grows with the cube of a cell's lines. */
it("a cell of 5,000 lines stands beside its name, on a terminal that it is too wide for, too", () => {
  const text = "one two ".repeat(4).trim();
  const rows = [["Message:", Array(5000).fill(text).join("\n")]];
  const first = (label: string) => `${label.padEnd(8)}  one two one two one`;
  const wrapped = (label: string) => [
    first(label),
    `${"".padEnd(10)}two one two`,
  ];
  const others = Array<string[]>(4999).fill(wrapped(""));
  expect(renderRows(rows, 32).split("\n")).to.deep.equal(
    [wrapped("Message:"), ...others].flat(),
  );
  expect(renderRows(rows, Infinity).split("\n")).to.deep.equal([
    `Message:  ${text}`,
    ...Array<string>(4999).fill(`${"".padEnd(10)}${text}`),
  ]);
});

describe("columnsOf", () => {
  for (const { title, stream, expected } of [
    {
      title: "a terminal is its width",
      stream: { isTTY: true, columns: 80 },
      expected: 80,
    },
    {
      title: "a terminal that does not know its width has no limit",
      stream: { isTTY: true, columns: 0 },
      expected: Infinity,
    },
    {
      title: "a pipe has no limit",
      stream: { columns: 80 },
      expected: Infinity,
    },
  ])
    it(`of ${title}`, () => {
      expect(columnsOf(stream)).to.equal(expected);
    });
});
