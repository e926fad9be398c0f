import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { allPages, readPage } from "../docs/pages.js";
import { filesBelow, repository } from "../garden/project.js";

describe("the package", () => {
  let files: readonly string[];
  before(() => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: repository,
        encoding: "utf8",
      }),
    ) as { files: { path: string }[] }[];
    files = packed?.files.map((file) => file.path) ?? [];
  });

  it("holds the library, the bundles of what runs, and what users read", () => {
    const library = filesBelow(path.join(repository, "src"))
      .map((file) => file.replace(/\.ts$/, ""))
      .filter(
        (file) =>
          !/^(?:attach|cli|cluster|commands|garden|patches)\//.test(file),
      )
      .flatMap((file) => [`dist/${file}.js`, `dist/${file}.d.ts`]);
    const bundles = [
      ...["hooks", "npm-garden-main", "probe", "register"].map(
        (entry) => `dist/attach/${entry}.js`,
      ),
      "dist/attach/register.d.ts",
      "dist/cli/main.js",
    ];
    const pages = allPages().map(({ file }) => file);
    const others = [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      ...["LICENSES.txt", "acorn.cjs", "joi.cjs", "semver.cjs"].map(
        (file) => `dist/bundled/${file}`,
      ),
      ...pages.filter((file) => path.dirname(file) === "docs"),
      "docs/manifests.svg",
      "docs/rbac.yaml",
      "package.json",
      "static/kubernetes/persistentvolumeclaim.json",
    ];
    const shared = /^dist\/(?:attach|cli)\/shared-\w+\.js$/;
    expect(files.filter((file) => !shared.test(file)).sort()).to.deep.equal(
      [...library, ...bundles, ...others].sort(),
    );
    expect(
      files.filter((file) => shared.test(file)),
      "what the entries share",
    ).not.to.be.empty;
  });

  it("has pages that lead to what is in it", () => {
    // These two are the repository's front page and its index of pages as well.
    const indexes = ["README.md", "docs/README.md"];
    const outside = files
      .filter((file) => file.endsWith(".md") && !indexes.includes(file))
      .flatMap((file) =>
        readPage(file)
          .links.filter((link) => !/^(?:https:|#)/.test(link))
          .map((link) => path.posix.join(path.posix.dirname(file), link))
          .map((link) => link.replace(/#.*$/, ""))
          .filter((link) => !files.includes(link))
          .map((link) => `${file}: ${link}`),
      );
    expect(outside).to.deep.equal([]);
  });

  it("is under the license that it names", () => {
    const read = (file: string) =>
      readFileSync(path.join(repository, file), "utf8");
    expect(read("LICENSE")).to.match(/^Mozilla Public License Version 2\.0\n/);
    expect(read("package.json")).to.contain('"license": "MPL-2.0"');
  });
});
