import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import {
  commandNames,
  errorClass,
  versionFunction,
} from "../src/garden/names.js";
import { patches } from "../src/patches/index.js";
import { declaredCheck } from "../src/patches/seam-check.js";
import { notCovered } from "../src/patches/not-covered.js";

/** The layers in the order in which CONTRIBUTING.md names them. */
const layers = [
  ...readFileSync("CONTRIBUTING.md", "utf8").matchAll(/^\| `(\w+)` +\|/gm),
].map(([, layer = ""]) => layer);

/** The project's own rules, without those that need a program of types: the files are made up. */
const eslint = new ESLint({
  overrideConfig: [
    { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked },
  ],
});

/** What the borders say to `code` in a file of the layer. */
async function borderErrors(layer: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, {
    filePath: `src/${layer}/made-up.ts`,
  });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter((message) => message.fatal)).to.deep.equal([]);
  return messages
    .filter((message) => message.ruleId?.startsWith("no-restricted-"))
    .map((message) => message.message);
}

describe("the layers' borders", () => {
  const ways = [
    (layer: string) => `import { x } from "../${layer}/x.js"; x();`,
    (layer: string) =>
      `import type { X } from "../${layer}/x.js"; export type Y = X;`,
    (layer: string) => `export { x } from "../${layer}/x.js";`,
    (layer: string) => `export const x = await import("../${layer}/x.js");`,
    (layer: string) => `export type X = import("../${layer}/x.js").X;`,
  ];

  it("are between all folders of src, each of which is named", () => {
    const folders = readdirSync("src", { withFileTypes: true }).filter(
      (entry) => entry.isDirectory(),
    );
    expect(layers).to.have.members(folders.map(({ name }) => name));
  });

  for (const [from, layer] of layers.entries()) {
    it(`${layer} imports only the layers before it`, async () => {
      for (const [to, other] of layers.entries()) {
        for (const way of ways) {
          const code = way(other);
          const errors = await borderErrors(layer, code);
          expect(errors, code).to.have.length(to > from ? 1 : 0);
        }
      }
    });
  }

  it("says which layers may be imported", async () => {
    const code = `import { x } from "../patches/x.js"; x();`;
    const errors = await borderErrors("manifests", code);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include(
      `"manifests" may import only itself, config, resolver`,
    );
  });

  it("holds in a folder within a layer", async () => {
    const code = `import { x } from "../../patches/x.js"; x();`;
    expect(await borderErrors("manifests/inner", code)).to.have.length(1);
  });

  it("lets only config and attach import node:module", async () => {
    const open: string[] = [];
    for (const layer of layers) {
      for (const code of [
        `import { register } from "node:module"; register("x");`,
        `import { register } from "module"; register("x");`,
        `export const x = await import("node:module");`,
      ]) {
        const errors = await borderErrors(layer, code);
        if (errors.length === 0 && !open.includes(layer)) open.push(layer);
      }
    }
    expect(open).to.deep.equal(["config", "attach"]);
  });

  it("lets nobody write to Garden's log but logLine", async () => {
    for (const layer of layers)
      for (const code of [
        `export const say = (log: Log) => log.warn("x");`,
        `export const say = (params: Params) => params.log.info("x");`,
        `export const say = (given: Given) => given.params.log?.verbose("x");`,
      ])
        expect(await borderErrors(layer, code), code).to.deep.equal([
          "Lines of Garden's log are written by logLine",
        ]);
  });

  it("lets only garden, cluster, patches and commands know Garden's names", async () => {
    const open: string[] = [];
    for (const layer of layers) {
      const code = `export const declares = "getBuildkitDeployment";`;
      if ((await borderErrors(layer, code)).length === 0) open.push(layer);
    }
    expect(open).to.deep.equal(["garden", "cluster", "patches", "commands"]);
  });

  it("knows all of Garden's names that are looked for, but those of programs", async () => {
    const names = new Set([
      ...patches.flatMap(({ declares, uses }) => [declares, ...uses]),
      ...commandNames,
      ...notCovered.map(({ declares }) => declares),
      declaredCheck.declares,
      errorClass,
      versionFunction,
    ]);
    for (const program of ["helm", "kubectl"]) names.delete(program);
    const unknown: string[] = [];
    for (const name of names) {
      const code = `export const declares = ${JSON.stringify(name)};`;
      if ((await borderErrors("attach", code)).length === 0) unknown.push(name);
    }
    expect(unknown).to.deep.equal([]);
  });

  it("lets only garden call what Gardens do differently", async () => {
    const code = `export const plugin = (garden) => garden.getPlugin("x");`;
    for (const layer of ["patches", "commands"])
      expect(await borderErrors(layer, code)).to.have.length(1);
    expect(await borderErrors("garden", code)).to.deep.equal([]);
  });

  it("leaves what is not handed on to one file", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" });
    expect(
      files.filter(
        (file) =>
          file.endsWith(".ts") &&
          readFileSync(`src/${file}`, "utf8").includes("AsyncLocalStorage"),
      ),
    ).to.deep.equal(["patches/running.ts"]);
  });

  it("lets no file import itself in a circle", async () => {
    const [result] = await eslint.lintText(
      `import { parseProviderConfig } from "./provider-config.js"; parseProviderConfig();`,
      { filePath: "src/config/name-rules.ts" },
    );
    expect(result?.messages.map(({ ruleId }) => ruleId)).to.include(
      "import-x/no-cycle",
    );
  });
});
