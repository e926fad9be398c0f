import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { withCoverage } from "../../scripts/coverage-table.js";
import { terminalSvg } from "../../scripts/terminal-svg.js";
import { program } from "../../src/cli/program.js";
import { patches } from "../../src/patches/index.js";
import { notCovered } from "../../src/patches/not-covered.js";
import { filesBelow, removeFolders, repository } from "../garden/project.js";
import { demo } from "./demo.js";

const read = (file: string) =>
  readFileSync(path.join(repository, file), "utf8");

describe("README.md", () => {
  const readme = read("README.md");

  it("has the coverage of the table of patches, and no more", async () => {
    expect(await withCoverage(readme)).to.equal(readme);
    const rows = [...readme.matchAll(/^\| [\w-]+ +\| .* \| `(\w+)` +\|/gm)];
    expect(rows.map(([, declares]) => declares)).to.deep.equal(
      [...patches, ...notCovered].map(({ declares }) => declares),
    );
  });

  it("names every command and option, and no other", () => {
    const { commands } = program({
      gardenArguments: [],
      done: () => undefined,
    });
    const options = commands
      .flatMap((command) => command.options)
      .flatMap(({ long }) => long ?? []);
    const synopsis =
      /## Command line\n\n((?: {4}.*\n)+)/.exec(readme)?.[1] ?? "";
    const names = [...synopsis.matchAll(/garden-pull-secrets (\w+)/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(names)]).to.deep.equal(
      commands.map((command) => command.name()),
    );
    const named = [...synopsis.matchAll(/--[a-z][a-z-]*/g)].map(
      ([option]) => option,
    );
    expect(new Set([...named, "--output"])).to.deep.equal(new Set(options));
  });

  it("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^):#]+)\)/g)].map(
      ([, file]) => file ?? "",
    );
    expect(links).to.include("docs/manifests.svg");
    for (const file of links)
      expect(existsSync(path.join(repository, file)), file).to.equal(true);
  });
});

describe("npm start", function () {
  this.timeout(120_000);
  let output: string;

  const example = path.join(repository, "examples", "shop");
  const before = filesBelow(example);
  after(removeFolders);

  it("shows what the patch adds to the example, and what to do next", async () => {
    output = await demo();
    expect(output).to.match(
      /Deploy web \(sync\) .*\n.*✗ lacks dockerhub +\+ dockerhub\n.*✗ lacks shop-registry +\+ shop-registry\n/,
    );
    expect(output).to.contain("\nNext: ");
  });

  it("colours nothing where no terminal is", () => {
    expect(output).to.equal(stripVTControlCharacters(output));
  });

  it("writes nothing into the example", () => {
    expect(filesBelow(example)).to.deep.equal(before);
  });

  it("looks as in the README's picture", () => {
    const words = (svg: string) =>
      [...svg.matchAll(/^<text [^>]*>(.*)<\/text>$/gm)]
        .flatMap(([, text]) => (text ?? "").split(/\s+/))
        .map((word) => word.replace(/-[0-9a-f]{6}$/, "-random"));
    expect(words(read("docs/manifests.svg"))).to.deep.equal(
      words(terminalSvg(`$ npm start\n\n${output}`, "")),
    );
  });
});
