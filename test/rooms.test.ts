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
import { declaredJudge } from "../src/patches/judge.js";
import { notCovered } from "../src/patches/not-covered.js";

/** The rooms in the order in which CONTRIBUTING.md names them. */
const rooms = [
  ...readFileSync("CONTRIBUTING.md", "utf8").matchAll(/^\| `(\w+)` +\|/gm),
].map(([, room = ""]) => room);

/** The project's own rules, without those that need a program of types: the files are made up. */
const eslint = new ESLint({
  overrideConfig: [
    { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked },
  ],
});

/** What the borders say to `code` in a file of the room. */
async function borderErrors(room: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, {
    filePath: `src/${room}/made-up.ts`,
  });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter((message) => message.fatal)).to.deep.equal([]);
  return messages
    .filter((message) => message.ruleId?.startsWith("no-restricted-"))
    .map((message) => message.message);
}

describe("the rooms' borders", () => {
  const ways = [
    (room: string) => `import { x } from "../${room}/x.js"; x();`,
    (room: string) =>
      `import type { X } from "../${room}/x.js"; export type Y = X;`,
    (room: string) => `export { x } from "../${room}/x.js";`,
    (room: string) => `export const x = await import("../${room}/x.js");`,
    (room: string) => `export type X = import("../${room}/x.js").X;`,
  ];

  it("are between all folders of src, each of which is named", () => {
    const folders = readdirSync("src", { withFileTypes: true }).filter(
      (entry) => entry.isDirectory(),
    );
    expect(rooms).to.have.members(folders.map(({ name }) => name));
  });

  for (const [from, room] of rooms.entries()) {
    it(`${room} imports only the rooms before it`, async () => {
      for (const [to, other] of rooms.entries()) {
        for (const way of ways) {
          const code = way(other);
          const errors = await borderErrors(room, code);
          expect(errors, code).to.have.length(to > from ? 1 : 0);
        }
      }
    });
  }

  it("says which rooms may be imported", async () => {
    const code = `import { x } from "../patches/x.js"; x();`;
    const errors = await borderErrors("manifests", code);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include(
      `"manifests" may import only itself, config, resolver`,
    );
  });

  it("holds in a folder within a room", async () => {
    const code = `import { x } from "../../patches/x.js"; x();`;
    expect(await borderErrors("manifests/inner", code)).to.have.length(1);
  });

  it("lets only config and attach import node:module", async () => {
    const open: string[] = [];
    for (const room of rooms) {
      for (const code of [
        `import { register } from "node:module"; register("x");`,
        `import { register } from "module"; register("x");`,
        `export const x = await import("node:module");`,
      ]) {
        const errors = await borderErrors(room, code);
        if (errors.length === 0 && !open.includes(room)) open.push(room);
      }
    }
    expect(open).to.deep.equal(["config", "attach"]);
  });

  it("lets only garden, patches and commands know Garden's names", async () => {
    const open: string[] = [];
    for (const room of rooms) {
      const code = `export const declares = "getBuildkitDeployment";`;
      if ((await borderErrors(room, code)).length === 0) open.push(room);
    }
    expect(open).to.deep.equal(["garden", "patches", "commands"]);
  });

  it("knows all of Garden's names that are looked for, but those of programs", async () => {
    const names = new Set([
      ...patches.flatMap(({ declares, uses }) => [declares, ...uses]),
      ...commandNames,
      ...notCovered.map(({ declares }) => declares),
      declaredJudge.declares,
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
    for (const room of ["patches", "commands"])
      expect(await borderErrors(room, code)).to.have.length(1);
    expect(await borderErrors("garden", code)).to.deep.equal([]);
  });
});
