import { existsSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { repository } from "../garden/project.js";
import { readPage } from "./pages.js";

/** The promises of a page: the items of its lists below "What is promised". */
function promisesIn(text: string): string[] {
  const [, section = ""] = /^## What is promised$([^]*?)^## /m.exec(text) ?? [];
  return [...section.matchAll(/^- (.+)$/gm)].map(([, item = ""]) => item);
}

function testsIn(text: string): string[] {
  return [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file = ""]) => file);
}

describe("SECURITY.md", () => {
  const { text } = readPage("SECURITY.md");
  const promises = promisesIn(text);

  it("promises something", () => {
    expect(promises).to.have.length.above(5);
  });

  for (const promise of promises) {
    const [title = promise] = /\*\*(.+?)\*\*/.exec(promise)?.slice(1) ?? [];
    it(`names a test that is there for: ${title}`, () => {
      const tests = testsIn(promise);
      expect(tests, "tests").not.to.deep.equal([]);
      for (const file of tests) {
        expect(file).to.match(/\.test\.ts$/);
        expect(existsSync(path.join(repository, file)), file).to.equal(true);
      }
    });
  }

  it("names no other test that is not there", () => {
    const gone = testsIn(text).filter(
      (file) => !existsSync(path.join(repository, file)),
    );
    expect(gone).to.deep.equal([]);
  });
});
