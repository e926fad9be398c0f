import {
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
  mkdirSync,
} from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { SeamsResult } from "../../src/commands/seams.js";
import type { KnownFiles } from "../../src/attach/known-files.js";
import { changedGarden, moduleOf } from "../garden/changed-garden.js";
import { cli } from "../garden/process.js";
import {
  core,
  filesBelow,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";
import { bundleRoot } from "../garden/under-test.js";

const buildkit = "plugins/kubernetes/container/build/buildkit.js";

type Variables = Readonly<Record<string, string>>;

async function missing(garden: string, env: Variables): Promise<string[]> {
  const { stdout, stderr } = await cli(
    ["seams", "--garden", garden, "-o", "json"],
    { cwd: "/", env },
  );
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as Pick<SeamsResult, "seams">).seams
    .filter(({ state }) => state === "missing")
    .map(({ id }) => id);
}

describe("GARDEN_PULL_SECRETS_DEBUG", () => {
  after(removeFolders);

  it("names a folder for the sources as Node gets them", async () => {
    const folder = path.join(temporaryFolder(), "debug");
    await missing(core, { GARDEN_PULL_SECRETS_DEBUG: folder });
    const written = readFileSync(path.join(folder, moduleOf(buildkit)), "utf8");
    expect(written).to.contain("function getBuildkitDeployment(");
    expect(written).to.match(
      /\ntry\{getBuildkitDeployment=.*declared\("getBuildkitDeployment"/,
    );
    expect(filesBelow(folder).length, "only those that changed").to.be.lessThan(
      25,
    );
  });

  it("may name what can't be written to", async () => {
    const file = path.join(temporaryFolder(), "file");
    writeFileSync(file, "");
    expect(
      await missing(core, { GARDEN_PULL_SECRETS_DEBUG: file }),
    ).to.deep.equal([]);
  });
});

// Npm Garden's files are small: nothing of them is remembered.
if (bundleRoot !== null)
  describe("what a bundle's files declare", () => {
    after(removeFolders);
    let cache: string;
    let garden: string;
    const remembered = () =>
      filesBelow(path.join(cache, "garden-pull-secrets")).filter((file) =>
        file.endsWith(".json"),
      );
    const seams = async () => await missing(garden, { XDG_CACHE_HOME: cache });

    before(() => {
      garden = changedGarden({});
    });
    beforeEach(() => {
      cache = path.join(temporaryFolder(), "cache");
    });

    it("is remembered, and believed while the file is the same", async () => {
      expect(await seams()).to.deep.equal([]);
      expect(remembered()).to.have.length(1);
      const [name = ""] = remembered();
      const file = path.join(cache, "garden-pull-secrets", name);
      const known = JSON.parse(readFileSync(file, "utf8")) as KnownFiles;
      const chunk = Object.keys(known).find((url) =>
        url.endsWith(moduleOf(buildkit)),
      );
      expect(known[chunk ?? ""]?.found).not.to.be.empty;
      const forgetful = Object.fromEntries(
        Object.entries(known).map(([url, entry]) => [
          url,
          url === chunk ? { ...entry, found: [] } : entry,
        ]),
      );
      writeFileSync(file, JSON.stringify(forgetful));
      expect(await seams(), "it was not looked at again").to.include(
        "buildkit",
      );
      const chunkFile = path.join(garden, "rollup", moduleOf(buildkit));
      const source = readFileSync(chunkFile);
      rmSync(chunkFile);
      writeFileSync(chunkFile, source);
      expect(await seams(), "it was").to.deep.equal([]);
    });

    it("is looked for where the memory is torn", async () => {
      expect(await seams()).to.deep.equal([]);
      const [name = ""] = remembered();
      const file = path.join(cache, "garden-pull-secrets", name);
      const whole = readFileSync(file, "utf8");
      writeFileSync(file, whole.slice(0, whole.length / 2));
      expect(await seams()).to.deep.equal([]);
      expect(
        JSON.parse(readFileSync(file, "utf8")),
        "and it is mended",
      ).to.deep.equal(JSON.parse(whole));
    });

    it("is looked for where nothing can be kept", async () => {
      mkdirSync(path.dirname(cache), { recursive: true });
      writeFileSync(cache, "");
      expect(await seams()).to.deep.equal([]);
      expect(existsSync(path.join(cache, "garden-pull-secrets"))).to.equal(
        false,
      );
    });

    it("is shared by Gardens that start at once", async () => {
      expect(await Promise.all([seams(), seams(), seams()])).to.deep.equal([
        [],
        [],
        [],
      ]);
      expect(remembered()).to.have.length(1);
      expect(await seams()).to.deep.equal([]);
    });
  });
