import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import type {
  KnownFile,
  KnownFiles,
} from "../../src/attach/cache/known-files.js";
import { driversFor } from "../../src/attach/drivers/drivers.js";
import type { PatchData } from "../../src/attach/drivers/source-patcher.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

/** Garden's modules are the files below this URL. */
let root: string;
const names = { replaced: ["build"], read: [] };
const source = "const é = 1;\nfunction build() {}\n";

/** Reads below `root` as Node does under this driver, with what an earlier process knew. */
async function underDriver<T>(
  known: KnownFiles,
  work: (learned: Record<string, KnownFile>) => Promise<T>,
  debug: string | null = null,
): Promise<T> {
  const driver = driversFor("bundle", "21.1.0")[0];
  if (driver?.name !== "readFile") throw new Error("not the first any more");
  const data: PatchData = {
    root,
    main: `${root}main.mjs`,
    names,
    edits: [],
    probe: "file:///probe.js",
    known,
    debug,
  };
  const learned: Record<string, KnownFile> = {};
  const end = driver.install(data, (url, file) => (learned[url] = file));
  try {
    return await work(learned);
  } finally {
    end();
  }
}

function written(name: string, text: string): URL {
  const url = new URL(name, root);
  fs.writeFileSync(url, text);
  return url;
}

async function learnedOf(file: URL): Promise<KnownFiles> {
  return await underDriver({}, async (learned) => {
    await fs.promises.readFile(file);
    return learned;
  });
}

const ways: Readonly<Record<string, (file: URL) => Promise<string>>> = {
  "by its URL": async (file) => String(await fs.promises.readFile(file)),
  "by its path": async (file) =>
    String(await fs.promises.readFile(fileURLToPath(file))),
  "as text": async (file) => await fs.promises.readFile(file, "utf8"),
  "at once": async (file) =>
    await Promise.resolve(String(fs.readFileSync(file))),
};

describe("the driver readFile", () => {
  before(() => {
    root = pathToFileURL(`${temporaryFolder()}/`).href;
  });
  after(removeFolders);

  for (const [way, read] of Object.entries(ways)) {
    it(`gives a module its line, known or not, where it is read ${way}`, async () => {
      for (const [name, text] of [
        ["builder.mjs", source],
        ["main.mjs", ""],
      ] as const) {
        const file = written(name, text);
        const known = await learnedOf(file);
        const fresh = await underDriver({}, async () => await read(file));
        expect(fresh.slice(0, text.length)).to.equal(text);
        expect(fresh.length).to.be.greaterThan(text.length);
        const again = await underDriver(known, async (learned) => {
          const result = await read(file);
          expect(learned).to.deep.equal({});
          return result;
        });
        expect(again).to.equal(fresh);
      }
    });
  }

  it("leaves a known module without any declaration as it is", async () => {
    const file = written("other.mjs", "const other = 1;\n");
    const read = await underDriver(
      await learnedOf(file),
      async () => await fs.promises.readFile(file, "utf8"),
    );
    expect(read).to.equal("const other = 1;\n");
  });

  it("has a known module in memory once", async () => {
    const size = 16_000_000;
    const file = written("large.mjs", source.padEnd(size, "\n"));
    const known = await learnedOf(file);
    await underDriver(known, async () => {
      const before = process.memoryUsage().arrayBuffers;
      const bytes = await fs.promises.readFile(file);
      const grown = process.memoryUsage().arrayBuffers - before;
      expect(bytes.length).to.be.greaterThan(size);
      expect(grown).to.be.lessThan(1.5 * size);
    });
  });

  it("fails as Node does where a known module is gone", async () => {
    const file = written("gone.mjs", source);
    const known = await learnedOf(file);
    fs.rmSync(file);
    const error = await underDriver(known, async () =>
      fs.promises.readFile(file).then(
        () => null,
        (reason: unknown) => (reason as NodeJS.ErrnoException).code,
      ),
    );
    expect(error).to.equal("ENOENT");
  });

  it("writes the debug copy of a known module, too", async () => {
    const file = written("builder.mjs", source);
    const known = await learnedOf(file);
    const folder = temporaryFolder();
    const read = await underDriver(
      known,
      async () => await fs.promises.readFile(file, "utf8"),
      folder,
    );
    const copy = path.join(folder, "builder.mjs");
    expect(fs.readFileSync(copy, "utf8")).to.equal(read);
  });
});
