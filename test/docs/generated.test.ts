import { readdirSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { commandLine, withReference } from "../../scripts/command-reference.js";
import { withFunctions, withPods } from "../../scripts/coverage-tables.js";
import { table, withBlock } from "../../scripts/generated-block.js";
import { withWords } from "../../scripts/word-table.js";
import { patches } from "../../src/patches/index.js";
import { notCovered } from "../../src/patches/not-covered.js";
import { readPage } from "./pages.js";

describe("docs/coverage.md", () => {
  const { text } = readPage("docs/coverage.md");

  it("has the pods of the table of patches, and no more", async () => {
    expect(await withPods(text)).to.equal(text);
    const table = /<!-- pods: .*<!-- end of pods -->/s.exec(text)?.[0] ?? "";
    const rows = [
      ...table.matchAll(/^\| (.*?) +\| \S+ +\| (?:from|not covered)/gm),
    ];
    expect(rows.map(([, pod]) => pod)).to.deep.equal(
      [...patches, ...notCovered]
        .map(({ pod }) => pod)
        .filter((pod) => !pod.startsWith("none:")),
    );
  });

  it("leads from a seam to its source", () => {
    const seams = [...text.matchAll(/^\| .*? +\| `([\w-]+)` +\|/gm)];
    expect(seams).not.to.be.empty;
    const files = readdirSync("src/patches", { recursive: true }).map(String);
    for (const [, seam = ""] of seams)
      expect(
        files.filter((file) => file.split(path.sep)[1] === `${seam}.ts`),
        seam,
      ).to.have.length(1);
  });
});

describe("docs/evidence/gardens.md", () => {
  const { text } = readPage("docs/evidence/gardens.md");

  it("has the functions of the table of patches, and no more", async () => {
    expect(await withFunctions(text)).to.equal(text);
    const rows = [...text.matchAll(/^\| [\w-]+ +\| .* \| `(\w+)` +\|/gm)];
    expect(rows.map(([, declares]) => declares)).to.deep.equal(
      [...patches, ...notCovered].map(({ declares }) => declares),
    );
  });
});

describe("docs/command-line.md", () => {
  const { text, anchors } = readPage("docs/command-line.md");

  it("has the words for what is not shown", async () => {
    expect(await withWords(text)).to.equal(text);
  });

  it("has each command as its help has it", async () => {
    expect(await withReference(text)).to.equal(text);
  });

  it("has a section for each command, with all its options", () => {
    for (const command of commandLine().commands) {
      expect([...anchors]).to.include(command.name());
      for (const { long } of command.options)
        expect(text).to.contain(long ?? command.name());
    }
  });
});

describe("the README", () => {
  it("has a row for each command", () => {
    const rows = [...readPage("README.md").text.matchAll(/^\| `(\w+)` +\|/gm)];
    expect(rows.map(([, name]) => name)).to.deep.equal(
      commandLine().commands.map((command) => command.name()),
    );
  });
});

describe("withBlock", () => {
  const page = "# A\n\n<!-- x: old -->\n\nold\n\n<!-- end of x -->\n\nb\n";

  it("replaces what is between the markers, and says how it was made", async () => {
    const block = { name: "x", madeBy: "new", body: "new" };
    expect(await withBlock(page, block)).to.equal(
      page.replaceAll("old", "new"),
    );
  });

  it("refuses a page without them", async () => {
    const block = { name: "y", madeBy: "new", body: "new" };
    const refused = await withBlock(page, block).catch(String);
    expect(refused).to.contain('no markers for the block "y"');
  });

  it("gets tables whose cells hold bars", () => {
    expect(table([["a"], ["b|c"]])).to.equal("| a |\n| --- |\n| b\\|c |");
  });
});
