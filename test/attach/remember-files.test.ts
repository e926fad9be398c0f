import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { rememberFiles } from "../../src/attach/cache/remember-files.js";
import { stampOf } from "../../src/attach/cache/known-files.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

/** What a process with this Garden in `folder` learns, and whether a later one knows it. */
function learnedOf(shape: "npm" | "bundle", folder: string): unknown {
  const file = path.join(folder, "a.mjs");
  writeFileSync(file, "function build() {}\n");
  const url = pathToFileURL(file).href;
  const stamp = stampOf(url);
  if (stamp === null) throw new Error("it is there");
  const names = { replaced: ["build"], read: [] };
  const remembered = () =>
    rememberFiles(shape, `${pathToFileURL(folder).href}/`, names);
  const { learn, keep } = remembered();
  learn(url, {
    ...stamp,
    found: [{ name: "build", spelling: "build", at: 0 }],
  });
  keep();
  return remembered().known;
}

describe("what is remembered of a Garden's files", () => {
  const { XDG_CACHE_HOME } = process.env;
  let cache = "";
  beforeEach(() => {
    cache = path.join(temporaryFolder(), "cache");
    mkdirSync(cache);
    process.env["XDG_CACHE_HOME"] = cache;
  });
  afterEach(() => {
    if (XDG_CACHE_HOME === undefined)
      Reflect.deleteProperty(process.env, "XDG_CACHE_HOME");
    else process.env["XDG_CACHE_HOME"] = XDG_CACHE_HOME;
    removeFolders();
  });

  it("is nothing of npm's", () => {
    expect(learnedOf("npm", temporaryFolder())).to.equal(null);
    expect(existsSync(path.join(cache, "garden-pull-secrets"))).to.equal(false);
  });

  it("is what a bundle's declare", () => {
    const known = learnedOf("bundle", temporaryFolder());
    expect(Object.keys(known as object)).to.have.length(1);
  });
});
