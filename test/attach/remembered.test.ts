import {
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { SeamsResult } from "../../src/commands/seams.js";
import {
  stampOf,
  type KnownFiles,
} from "../../src/attach/cache/known-files.js";
import { changedGarden, moduleOf } from "../garden/changed-garden.js";
import { cli } from "../garden/process.js";
import {
  core,
  filesBelow,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";
import { bundleRoot } from "../garden/under-test.js";
import { isThere } from "../left-out.js";
import { sealed, unsealed } from "./sealed.js";

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
      30,
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
      // A file is known by its time, which changes when another test makes a link to it.
      for (const file of filesBelow(path.join(garden, "rollup"))) {
        const linked = path.join(garden, "rollup", file);
        copyFileSync(linked, `${linked}.own`);
        renameSync(`${linked}.own`, linked);
      }
    });
    beforeEach(() => {
      cache = path.join(temporaryFolder(), "cache");
    });

    /** Where the memory is, once there is one. */
    const memory = async () => {
      expect(await seams()).to.deep.equal([]);
      const [name = "", ...more] = remembered();
      expect(more).to.deep.equal([]);
      return path.join(cache, "garden-pull-secrets", name);
    };
    const read = (file: string) =>
      JSON.parse(unsealed(readFileSync(file, "utf8"))) as KnownFiles;
    const write = (file: string, known: object) =>
      writeFileSync(file, sealed(JSON.stringify(known)));
    const emptied = (known: KnownFiles) =>
      Object.fromEntries(
        Object.entries(known).map(([url, file]) => [
          url,
          { ...file, found: [] },
        ]),
      );

    const buildkitUrl = (known: KnownFiles) =>
      Object.keys(known).find((url) => url.endsWith(moduleOf(buildkit))) ?? "";

    it("is remembered, and believed as long as it is as it was written", async () => {
      const file = await memory();
      const known = read(file);
      const chunk = buildkitUrl(known);
      expect(known[chunk]?.found).not.to.be.empty;
      const forgetful = { ...known, [chunk]: emptied(known)[chunk] };
      write(file, forgetful);
      expect(await seams(), "it was not looked at again").to.include(
        "buildkit",
      );
      writeFileSync(
        file,
        sealed(JSON.stringify(known)).replace(
          /\n.*/,
          `\n${JSON.stringify(forgetful)}`,
        ),
      );
      expect(await seams()).to.deep.equal([]);
      expect(read(file), "and it is repaired").to.deep.equal(known);
    });

    it("is looked for where a function stands elsewhere by now", async () => {
      const file = await memory();
      const known = read(file);
      const url = buildkitUrl(known);
      const chunk = path.join(garden, "rollup", moduleOf(buildkit));
      const source = readFileSync(chunk, "utf8");
      writeFileSync(chunk, `\n${source}`);
      write(file, { ...known, [url]: { ...known[url], ...stampOf(url) } });
      expect(await seams()).to.deep.equal([]);
      writeFileSync(chunk, source);
    });

    it("is looked for where the memory is a link, and what that leads to stays", async () => {
      const file = await memory();
      const elsewhere = path.join(temporaryFolder(), "elsewhere");
      write(elsewhere, emptied(read(file)));
      const text = readFileSync(elsewhere, "utf8");
      rmSync(file);
      symlinkSync(elsewhere, file);
      expect(await seams()).to.deep.equal([]);
      expect(readFileSync(elsewhere, "utf8")).to.equal(text);
      expect(lstatSync(file).isSymbolicLink()).to.equal(false);
    });

    if (isThere("root"))
      it("is looked for where the memory is somebody else's", async () => {
        const file = await memory();
        write(file, emptied(read(file)));
        chownSync(file, 12345, 12345);
        expect(await seams()).to.deep.equal([]);
        expect(statSync(file).uid, "and it is recreated").to.equal(
          process.getuid?.(),
        );
      });

    it("is looked for where the memory's folder is a link", async () => {
      const file = await memory();
      const folder = path.dirname(file);
      const elsewhere = temporaryFolder();
      const text = sealed(JSON.stringify(emptied(read(file))));
      rmSync(folder, { recursive: true });
      writeFileSync(path.join(elsewhere, path.basename(file)), text);
      symlinkSync(elsewhere, folder);
      expect(await seams()).to.deep.equal([]);
      expect(readFileSync(file, "utf8")).to.equal(text);
    });

    if (existsSync("/proc/self"))
      it("is looked for where the file system is read-only", async () => {
        cache = "/proc";
        expect(await seams()).to.deep.equal([]);
      });

    it("is looked for where the memory is torn", async () => {
      const file = await memory();
      const known = read(file);
      const whole = readFileSync(file, "utf8");
      writeFileSync(file, whole.slice(0, whole.length / 2));
      expect(await seams()).to.deep.equal([]);
      expect(read(file), "and it is repaired").to.deep.equal(known);
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
