import { utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { believedFiles } from "../../src/attach/cache/believed-files.js";
import {
  stampOf,
  type KnownFile,
  type KnownFiles,
} from "../../src/attach/cache/known-files.js";
import {
  patchedSource,
  type PatchData,
} from "../../src/attach/drivers/source-patcher.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

const names = { replaced: ["build", "deploy"], read: ["Failure"] };
const builder = "const é = 1;\nexport async function build() {}\n";
const others = "function deploy() {}\nclass Failure extends Error {}\n";

/** A bundle, read as Node reads it. Its files are all of one time, as those of an archive are. */
function bundle(): {
  readonly url: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Loads all of it by what is known, and returns what it has learned, and the names that it hands over. */
  readonly load: (known: KnownFiles) => { learned: KnownFiles; seen: string[] };
} {
  const folder = temporaryFolder();
  const file = (name: string) => path.join(folder, name);
  const url = (name: string) => pathToFileURL(file(name)).href;
  const sources = new Map<string, string>();
  return {
    url,
    write: (name, text) => {
      const before = stampOf(url(name))?.ctimeMs;
      sources.set(name, text);
      // A file system's clock has its steps.
      do {
        writeFileSync(file(name), text);
        utimesSync(file(name), 1, 1);
      } while (stampOf(url(name))?.ctimeMs === before);
    },
    load: (known) => {
      const data: PatchData = {
        root: url(""),
        names,
        edits: [],
        probe: "file:///probe.js",
        main: "file:///main.js",
        known: believedFiles(known),
        debug: null,
      };
      const learned: Record<string, KnownFile> = {};
      const seen = [...sources].flatMap(([name, text]) => {
        const patched = patchedSource(
          data,
          url(name),
          Buffer.from(text),
          (place, entry) => (learned[place] = entry),
        );
        const code = Buffer.from(patched ?? "").toString();
        return [...code.matchAll(/declared\("\w+",([\w$]+),/g)].map(
          ([, spelling = ""]) => spelling,
        );
      });
      return { learned, seen: seen.sort() };
    },
  };
}

describe("believed files", () => {
  after(removeFolders);
  const all = ["Failure", "build", "deploy"];
  let garden: ReturnType<typeof bundle>;
  let known: KnownFiles;
  const entry = (name: string) => known[garden.url(name)] as KnownFile;
  const withFound = (name: string, found: KnownFile["found"]) => ({
    ...known,
    [garden.url(name)]: { ...entry(name), found },
  });

  beforeEach(() => {
    garden = bundle();
    garden.write("builder.mjs", builder);
    garden.write("others.mjs", others);
    const first = garden.load({});
    expect(first.seen).to.deep.equal(all);
    known = first.learned;
  });

  it("are not looked at again", () => {
    expect(garden.load(known)).to.deep.equal({ learned: {}, seen: all });
    // A second declaration would be found by a look.
    const twice = `${others}function deploy$1() {}\n`;
    garden.write("others.mjs", twice);
    const changed = garden.load(known);
    expect(changed.seen).to.include("deploy$1");
    expect(
      garden.load({
        ...changed.learned,
        [garden.url("builder.mjs")]: entry("builder.mjs"),
        [garden.url("others.mjs")]: {
          ...(changed.learned[garden.url("others.mjs")] as KnownFile),
          found: entry("others.mjs").found,
        },
      }),
    ).to.deep.equal({ learned: {}, seen: all });
  });

  it("promise nothing that is not there", () => {
    for (const [name, other] of [
      ["builder.mjs", "others.mjs"],
      ["others.mjs", "builder.mjs"],
    ] as const) {
      const url = garden.url(name);
      const { learned, seen } = garden.load(
        withFound(name, entry(other).found),
      );
      expect(seen).to.deep.equal(all);
      expect(learned, "the entry is repaired").to.deep.equal({
        [url]: entry(name),
      });
    }
  });

  it("are looked at again where the file changed, to the same size and time as well", () => {
    garden.write("others.mjs", `${others}// ction deploy$1() {}\n`);
    const { learned } = garden.load(known);
    garden.write("others.mjs", `${others}function deploy$1() {}\n`);
    const { size, mtimeMs } = learned[garden.url("others.mjs")] as KnownFile;
    expect(stampOf(garden.url("others.mjs"))).to.include({ size, mtimeMs });
    expect(garden.load({ ...known, ...learned }).seen).to.include("deploy$1");
  });

  it("are none where the file is gone", () => {
    const gone = { ...known, [garden.url("gone.mjs")]: entry("others.mjs") };
    expect(garden.load(gone)).to.deep.equal({ learned: {}, seen: all });
  });

  it("are not learned where the file is no longer what Node read", () => {
    writeFileSync(new URL(garden.url("others.mjs")), `${others}// more\n`);
    expect(garden.load({}).learned).to.have.all.keys(garden.url("builder.mjs"));
  });
});
