import { pathToFileURL } from "node:url";
import path from "node:path";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { expect } from "chai";
import { cli } from "../garden/process.js";
import {
  core,
  exampleProject,
  project,
  removeFolders,
  repository,
} from "../garden/project.js";

/** A line of Garden's that npm-bridges.ts takes out. */
const quoted = "@homebridge/node-pty-prebuilt-multiarch";

const throwing = path.join(repository, "test", "garden", "throwing-require.js");

describe("beside a `require` that Garden has replaced", () => {
  after(removeFolders);

  it("manifests --all works", async () => {
    const { code, stdout, stderr } = await cli(
      ["manifests", "--garden", core, "--all"],
      {
        cwd: exampleProject("shop"),
        env: { NODE_OPTIONS: `--import=${pathToFileURL(throwing).href}` },
      },
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^Pod\/run-seed/m);
  });

  it("run reads the provider config, and says what is wrong with it", async () => {
    const { code, stdout, stderr } = await cli(
      ["run", "--garden", core, "--", "get", "status"],
      {
        cwd: project({
          "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: twice
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: nowhere
    imagePullSecrets: [{ name: hub, namespace: one }, { name: hub, namespace: two }]
`,
        }),
        env: { NODE_OPTIONS: `--import=${pathToFileURL(throwing).href}` },
      },
    );
    expect(code).to.equal(1);
    expect(stdout + stderr).to.contain(
      'the Secret "hub" can\'t come from both namespace "one" and namespace "two"',
    );
  });

  it("nothing that is bundled for Garden's process imports a package", () => {
    const folder = path.join(repository, "dist", "attach");
    const files = readdirSync(folder).filter((file) =>
      /^(?:shared-.*|register|hooks|npm-garden-main)\.js$/.test(file),
    );
    const imports = /\b(?:from|import)\s*\(?\s*"([@\w][\w@:./-]+)"/g;
    for (const file of files) {
      const code = readFileSync(path.join(folder, file), "utf8");
      const packages = [...code.matchAll(imports)]
        .map(([, id = ""]) => id)
        .filter((id) => id !== quoted)
        .filter((id) => !builtinModules.includes(id.replace(/^node:/, "")));
      expect(packages, file).to.deep.equal([]);
      expect(code, file).not.to.contain("createRequire");
    }
  });
});
