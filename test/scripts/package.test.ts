import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { allPages } from "../docs/pages.js";
import { filesBelow, repository } from "../garden/project.js";

describe("the package", () => {
  it("holds the library, the bundles of what runs, and what users read", () => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: repository,
        encoding: "utf8",
      }),
    ) as { files: { path: string }[] }[];
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
      ...pages.filter((file) => file.startsWith("docs/")),
      "docs/manifests.svg",
      "docs/memory.svg",
      "docs/rbac.yaml",
      "package.json",
      "static/kubernetes/persistentvolumeclaim.json",
    ];
    const files = packed?.files.map((file) => file.path) ?? [];
    const shared = /^dist\/(?:attach|cli)\/shared-\w+\.js$/;
    expect(files.filter((file) => !shared.test(file)).sort()).to.deep.equal(
      [...library, ...bundles, ...others].sort(),
    );
    expect(
      files.filter((file) => shared.test(file)),
      "what the entries share",
    ).not.to.be.empty;
  });

  it("is under the license that it names", () => {
    const read = (file: string) =>
      readFileSync(path.join(repository, file), "utf8");
    expect(read("LICENSE")).to.match(/^Mozilla Public License Version 2\.0\n/);
    expect(read("package.json")).to.contain('"license": "MPL-2.0"');
  });
});
