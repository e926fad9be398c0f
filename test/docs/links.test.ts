import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { filesBelow, repository } from "../garden/project.js";
import { allPages, parsePage, readPage, type Page } from "./pages.js";

const pages = allPages();
const pageOf = (file: string) =>
  pages.find((page) => page.file === file) ?? null;

/** What is wrong with a link of a page, or null. Tests have no internet: of links to other sites, only the form. */
function problemOf(page: Page, link: string): string | null {
  if (/^[a-z][a-z+.-]*:/.test(link)) {
    const isWhole = URL.canParse(link) && new URL(link).hostname.includes(".");
    return link.startsWith("https://") && isWhole ? null : "no https link";
  }
  const [target = "", anchor] = link.split("#", 2);
  const file =
    target === ""
      ? page.file
      : path.posix.join(path.posix.dirname(page.file), target);
  if (!existsSync(path.join(repository, file))) return `there is no ${file}`;
  if (anchor === undefined) return null;
  const there = target === "" ? page : pageOf(file);
  return there?.anchors.has(anchor) ? null : `${file} has no #${anchor}`;
}

describe("links", () => {
  for (const page of pages)
    it(`of ${page.file} lead somewhere`, () => {
      const problems = page.links.flatMap((link) => {
        const problem = problemOf(page, link);
        return problem === null ? [] : [`${link}: ${problem}`];
      });
      expect(problems).to.deep.equal([]);
    });

  const wrong: readonly [link: string, problem: string][] = [
    ["docs/nowhere.md", "there is no docs/nowhere.md"],
    ["docs/checks.md#nowhere", "docs/checks.md has no #nowhere"],
    ["#nowhere", "README.md has no #nowhere"],
    ["http://example.com/", "no https link"],
    ["https://nowhere", "no https link"],
  ];
  for (const [link, problem] of wrong)
    it(`that lead nowhere are found: ${link}`, () => {
      const page = parsePage("README.md", `# A\n\n[a](${link})\n`);
      expect(page.links.map((each) => problemOf(page, each))).to.deep.equal([
        problem,
      ]);
    });

  it("lead to every page of the manual from its index, and to the index from the README", () => {
    const { links } = readPage("docs/README.md");
    const others = pages
      .map(({ file }) => file)
      .filter((file) => file.startsWith("docs/") && file !== "docs/README.md")
      .map((file) => file.replace("docs/", ""));
    expect(links.filter((link) => others.includes(link))).to.have.members(
      others,
    );
    expect(readPage("README.md").links).to.include("docs/README.md");
  });
});

describe("what the program says of the documents", () => {
  const said = filesBelow(path.join(repository, "src")).flatMap((file) => {
    const text = readFileSync(path.join(repository, "src", file), "utf8");
    return [
      ...text.matchAll(
        /\b((?:docs|SECURITY|README)[\w/-]*\.(?:md|yaml))(#[\w-]+)?/g,
      ),
    ].map(([, target = "", anchor = ""]) => ({ file, target, anchor }));
  });

  it("is said somewhere", () => {
    expect(said.map(({ target }) => target)).to.include.members([
      "docs/checks.md",
      "docs/rbac.yaml",
      "docs/README.md",
    ]);
  });

  for (const { file, target, anchor } of said)
    it(`in src/${file} is so: ${target}${anchor}`, () => {
      expect(existsSync(path.join(repository, target))).to.equal(true);
      if (anchor === "") return;
      expect([...(pageOf(target)?.anchors ?? [])]).to.include(
        anchor.replace("#", ""),
      );
    });
});
