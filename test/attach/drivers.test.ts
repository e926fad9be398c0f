import path from "node:path";
import { expect } from "chai";
import {
  hasSyncHooks,
  syncHooksTakeCommonJs,
} from "../../src/attach/drivers/node-features.js";
import { node } from "../garden/process.js";
import { removeFolders, repository } from "../garden/project.js";

const main = path.join(repository, "test", "garden", "drivers-main.js");
const choose = async (...args: string[]) =>
  await node([main, ...args], { cwd: repository });

/** What proves itself on the Node under test comes first; what was made to do nothing is ended, and the next is tried. */
describe("chooseDriver", () => {
  after(removeFolders);

  it("takes the first driver that proves itself", async () => {
    const { stdout } = await choose("npm");
    expect(JSON.parse(stdout)).to.include({ name: await firstDriver() });
  });

  it("ends one that does not, and takes the next", async () => {
    const { stdout } = await choose("npm", "registerHooks", "readFile");
    const { name, ended } = JSON.parse(stdout) as {
      name: string;
      ended: string[];
    };
    expect(name).to.equal("register");
    expect(ended.at(-1)).to.equal("readFile");
  });

  it("says so where none does", async () => {
    const { code, stdout } = await choose(
      "bundle",
      "registerHooks",
      "readFile",
      "register",
    );
    expect(stdout).to.match(
      /^None of the ways to patch Garden works on Node [\d.]+ \(tried: .*readFile, register\)\. Nothing was patched\.$/m,
    );
    expect(code).to.equal(1);
  });

  async function firstDriver(): Promise<string> {
    const { stdout } = await node(["-p", "process.versions.node"], {
      cwd: repository,
    });
    return syncHooksTakeCommonJs(stdout.trim()) ? "registerHooks" : "readFile";
  }
});

describe("what Nodes can do", () => {
  const boundaries: readonly (readonly [string, boolean, boolean])[] = [
    ["20.20.2", false, false],
    ["21.7.3", false, false],
    ["22.14.0", false, false],
    ["22.15.0", true, false],
    ["22.22.2", true, false],
    ["22.22.3", true, true],
    ["23.4.0", false, false],
    ["23.5.0", true, false],
    ["24.11.0", true, false],
    ["24.11.1", true, true],
    ["25.0.0", true, false],
    ["25.1.0", true, true],
    ["26.0.0", true, true],
  ];
  for (const [version, syncHooks, withCommonJs] of boundaries) {
    it(`Node ${version}`, () => {
      expect([
        hasSyncHooks(version),
        syncHooksTakeCommonJs(version),
      ]).to.deep.equal([syncHooks, withCommonJs]);
    });
  }
});
