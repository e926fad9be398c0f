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

  for (const [text, place] of [
    ["a: 1\nb: 2\na: 3\n", "line 3, column 1"],
    ["a: 1\n---\n- b:\n    c: 1\n    d: 2\n    'c': 3\n", "line 6, column 5"],
    ["{a: 1, a: 2}", "line 1, column 8"],
  ] as const)
    it(`refuses a key that its map has already: ${JSON.stringify(text)}`, () => {
      expect(parseDocuments(fromOutside(text))).to.deep.equal(
        neither(`, from ${place} on: the key is there already`),
      );
    });

  const template =
    "it is a template, to be rendered first, as helm template does";
  const indent = "it is not indented as what it belongs to";
  const needsColon = "a key needs a colon and a blank behind it";
  const underBlock = (sign: string) =>
    `the value under ${sign} must be indented further than its key`;
  const reasons: readonly (readonly [text: string, at: string, why: string])[] =
    [
      ["a:\n  b: {{ .x }}\n c: 1\n", "line 3, column 2", template],
      ["a: x-{{ .x }}\nb: c: 1\n", "line 2, column 4", template],
      ["a: '{{ .x }}' b\n", "line 1, column 15", template],
      ["a:\n  b: '{{ .x }}'\n c: 1\n", "line 3, column 2", indent],
      ['a:\n  b: "{{ .x }}"\n c: 1\n', "line 3, column 2", indent],
      ["a:\n  b: |\n    {{ .x }}\n c: 1\n", "line 4, column 2", indent],
      ["# {{ .x }}\na:\n  b: 1\n c: 1\n", "line 4, column 2", indent],
      ["a:\n  b: |\n  hunter2\n", "line 3, column 3", underBlock("|")],
      ["a:\r\n  b: |\r\n  hunter2\r\n", "line 3, column 3", underBlock("|")],
      ["a:\n  - >-\n  hunter2\n", "line 3, column 3", underBlock(">")],
      ["a: |\n{\n  auths: {}\n}\n", "line 2, column 1", underBlock("|")],
      ["kind: Secret\nhunter2\nb: 1\n", "line 2, column 1", needsColon],
      ["a:hunter2\nb: 1\n", "line 1, column 1", needsColon],
      [
        "a: b: hunter2\n",
        "line 1, column 4",
        "a value holds what looks like a key: put the value in quotes, or indent the next line less",
      ],
      [
        "a:\n\tb: hunter2\n",
        "line 2, column 1",
        "it is indented with a tab; YAML takes blanks only",
      ],
      [
        "a: @hunter2\n",
        "line 1, column 4",
        "a value that begins with this sign needs quotes",
      ],
      [
        'a: "\\d hunter2"\n',
        "line 1, column 5",
        "a backslash in double quotes begins nothing that YAML knows; single quotes leave it as it is",
      ],
      [
        'a: "hunter2\nb: 1\n',
        "line 3, column 1",
        "a quotation mark or a bracket before is not closed",
      ],
      [
        '{\n"a": "hunter2"\n"b": 1}',
        "line 3, column 1",
        "a colon, a comma, a bracket or a quotation mark is missing",
      ],
      [
        "a: 'b' hunter2\n",
        "line 1, column 8",
        "something stands where YAML expects the next line",
      ],
      [
        "{\n- hunter2\n}",
        "line 2, column 1",
        "between brackets, commas are missing",
      ],
    ];
  for (const [text, at, why] of reasons)
    it(`says why it is no YAML, without a piece of it: ${JSON.stringify(text)}`, () => {
      expect(parseDocuments(fromOutside(text))).to.deep.equal(
        neither(`, from ${at} on: ${why}`),
      );
    });

  it("says where only, where YAML's reason is rare", () => {
    expect(parseDocuments(fromOutside("a: &x &y 1\n"))).to.deep.equal(
      neither(", from line 1, column 7 on"),
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
