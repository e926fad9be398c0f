import { expect } from "chai";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const rooms = [
  "config",
  "resolver",
  "manifests",
  "secrets",
  "registry",
  "diagnose",
  "garden",
  "patches",
  "commands",
  "attach",
  "cli",
];

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
});
