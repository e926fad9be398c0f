import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { filesBelow, repository } from "../garden/project.js";
import { readPage } from "./pages.js";

const { text } = readPage("docs/troubleshooting.md");

/** The rows of the table below a heading, without those of its head. */
function rowsBelow(heading: string): string[][] {
  const section = text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")),
    );
}

describe("docs/troubleshooting.md", () => {
  const failures = rowsBelow("What a node says");
  it("has failed pulls", () => {
    expect(failures).to.have.length.above(10);
  });
  for (const [message = "", cause] of failures)
    it(`calls by its cause: ${message}`, () => {
      const line = `Failed to pull image "registry.example.com/web:1": ${message}`;
      expect(diagnose(line).cause).to.equal(cause);
    });

  const sources = filesBelow(path.join(repository, "src"))
    .map((file) =>
      readFileSync(path.join(repository, "src", file), "utf8")
        // What is joined from several pieces, and what is filled in.
        .replace(/["`] \+\s+["`]/g, "")
        .replace(/\$\{[^}]*\}/g, "...")
        .replace(/\\"/g, '"'),
    )
    .join("\n");
  const ours = rowsBelow("What the patch says");
  it("has messages of the patch", () => {
    expect(ours).to.have.length.above(10);
  });
  for (const [message = ""] of ours)
    it(`quotes what the patch says: ${message}`, () => {
      const pieces = message
        .replace(/GARDEN_PULL_SECRETS_WORKLOADS/, "")
        .split("...")
        .map((piece) => piece.trim())
        .filter((piece) => piece.length > 3);
      expect(pieces).not.to.be.empty;
      for (const piece of pieces) expect(sources).to.contain(piece);
    });
});
