import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { checks } from "../../src/commands/check/checks.js";
import { pagesIn } from "../../src/cli/docs/pages.js";
import { readPage } from "../docs/pages.js";
import { cli, type Ended } from "../garden/process.js";
import { removeFolders, repository } from "../garden/project.js";

const folder = path.join(repository, "docs");
const checksFile = path.join(folder, "checks.md");

describe("docs", () => {
  after(removeFolders);

  const docs = async (...args: string[]): Promise<Ended> =>
    await cli(["docs", ...args], { cwd: "/" });

  it("lists the pages of the package, with their titles", async () => {
    const { code, stdout } = await docs();
    expect(code).to.equal(0);
    const listed = stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/));
    const pages = readdirSync(folder)
      .filter((file) => file.endsWith(".md"))
      .sort()
      .map((file) => [
        file.replace(/\.md$/, ""),
        /^# (.*)$/m.exec(readFileSync(path.join(folder, file), "utf8"))?.[1],
      ]);
    expect(listed).to.deep.equal(pages);
  });

  it("prints where a page lies, and nothing else", async () => {
    expect(await docs("checks")).to.deep.equal({
      code: 0,
      signal: null,
      stdout: `${checksFile}\n`,
      stderr: "",
    });
  });

  it("says in which line a section begins", async () => {
    const { code, stdout, stderr } = await docs("checks", "image-pull");
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: `${checksFile}\n`,
    });
    const line = Number(/^image-pull: line (\d+)\n$/.exec(stderr)?.[1]);
    const lines = readFileSync(checksFile, "utf8").split("\n");
    expect(lines[line - 1]).to.equal("## image-pull");
  });

  it("knows sections by the names that they have in links", () => {
    for (const { name, sections } of pagesIn(folder))
      expect([...readPage(`docs/${name}.md`).anchors]).to.include.members(
        sections.map(({ id }) => id),
      );
  });

  it("leads to every check's section", async () => {
    const { stderr } = await docs("checks", "nowhere");
    for (const { id } of checks)
      expect(stderr).to.match(new RegExp(`[ ,]${id}[.,]`));
  });

  it("refuses a page and a section that are not there, and names those that are", async () => {
    const page = await docs("../package");
    expect(page.code).to.equal(2);
    expect(page.stdout).to.equal("");
    expect(page.stderr).to.match(
      /^There is no page '\.\.\/package'\. There are: README, checks, .*\.\n$/,
    );
    const section = await docs("checks", "image-push");
    expect(section.code).to.equal(2);
    expect(section.stdout).to.equal("");
    expect(section.stderr).to.match(
      /^checks has no section 'image-push'\. It has: .*image-pull.*\.\n$/,
    );
  });
});
