import { readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { terminalSvg } from "../../scripts/terminal-svg.js";
import { filesBelow, removeFolders, repository } from "../garden/project.js";
import { demo } from "./demo.js";

const read = (file: string) =>
  readFileSync(path.join(repository, file), "utf8");

describe("npm start", () => {
  let output: string;

  const example = path.join(repository, "examples", "shop");
  const before = filesBelow(example);
  after(removeFolders);

  it("shows what the patch adds to the example, and what to do next", async () => {
    output = await demo();
    expect(output).to.match(
      /^WORKLOAD .*\nDeployment\/web +Deploy web \(sync\) .*\n.*✗ lacks dockerhub +\+ dockerhub\n.*✗ lacks shop-registry +\+ shop-registry\n/m,
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
        .map((word) => word.replace(/-[0-9a-f]{6}$/, "-random"))
        .map((word) => word.replace(/@sha256:[0-9a-f]+$/, ""));
    expect(words(read("docs/manifests.svg"))).to.deep.equal(
      words(terminalSvg(`$ npm start\n\n${output}`, "")),
    );
  });
});
