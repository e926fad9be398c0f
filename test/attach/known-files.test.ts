import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { sealed } from "./sealed.js";
import {
  knownFilesPath,
  readKnownFiles,
  writeKnownFiles,
  type KnownFiles,
} from "../../src/attach/cache/known-files.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";

const names = { replaced: ["build"], read: ["Failure"] };
const root = "file:///garden/rollup/";
const known: KnownFiles = {
  [`${root}a.mjs`]: {
    size: 3,
    mtimeMs: 1.5,
    ctimeMs: 2.5,
    found: [
      { name: "build", spelling: "build", at: 0 },
      { name: "Failure", spelling: "Failure$1", at: 17 },
    ],
  },
  [`${root}b.mjs`]: { size: 4, mtimeMs: 2, ctimeMs: 2, found: [] },
};

describe("known files", () => {
  after(removeFolders);

  it("are read as they were written, in a folder that is made", () => {
    const file = path.join(temporaryFolder(), "new", "files.json");
    writeKnownFiles(file, known);
    expect(readKnownFiles(file, root, names)).to.deep.equal(known);
  });

  it("of other names, or of another Garden, have a file of their own", () => {
    const other = { ...names, read: [] };
    const paths = [
      knownFilesPath("/cache", root, names),
      knownFilesPath("/cache", root, other),
      knownFilesPath("/cache", "file:///other/rollup/", names),
    ];
    expect(new Set(paths).size).to.equal(3);
  });

  const whole = JSON.stringify(known);
  const refused: readonly { title: string; text: string }[] = [
    { title: "half of JSON", text: whole.slice(0, -7) },
    { title: "a list", text: "[]" },
    { title: "null", text: "null" },
    { title: "an entry that is none", text: `{"${root}a.mjs":1}` },
    {
      title: "an entry without a time",
      text: whole.replace('"mtimeMs":1.5,', ""),
    },
    {
      title: "an entry without a place",
      text: whole.replace(',"at":17', ""),
    },
    {
      title: "a file that is not of this Garden",
      text: whole.replace(`${root}a.mjs`, "file:///garden/other/a.mjs"),
    },
    {
      title: "a name that was not asked for",
      text: whole.replaceAll("Failure", "Other"),
    },
    {
      title: "a spelling that is code",
      text: whole.replace('"Failure$1"', '"Failure;evil()"'),
    },
    {
      title: "a spelling of another name",
      text: whole.replace('"Failure$1"', '"build"'),
    },
  ];
  for (const { title, text } of refused) {
    it(`are none in ${title}`, () => {
      const file = path.join(temporaryFolder(), "files.json");
      writeFileSync(file, sealed(text), { mode: 0o600 });
      expect(readKnownFiles(file, root, names)).to.deep.equal({});
    });
  }

  const written = sealed(whole);
  const altered: readonly { title: string; text: string }[] = [
    { title: "emptied", text: "" },
    { title: "torn", text: written.slice(0, -7) },
    { title: "without its first line", text: whole },
    {
      title: "without what one of its files declares",
      text: written.replace(/"found":\[.+?\]/, '"found":[]'),
    },
    { title: "longer than it was", text: `${written} ` },
  ];
  for (const { title, text } of altered) {
    it(`are none in a file that is ${title}`, () => {
      const file = path.join(temporaryFolder(), "files.json");
      writeFileSync(file, written, { mode: 0o600 });
      expect(readKnownFiles(file, root, names)).to.deep.equal(known);
      expect(text).not.to.equal(written);
      writeFileSync(file, text);
      expect(readKnownFiles(file, root, names)).to.deep.equal({});
    });
  }

  it("are none where nothing was kept", () => {
    expect(
      readKnownFiles(path.join(temporaryFolder(), "files.json"), root, names),
    ).to.deep.equal({});
  });

  it("are not kept where the folder can't be written to", () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "file"), "");
    writeKnownFiles(path.join(folder, "file", "files.json"), known);
    mkdirSync(path.join(folder, "files.json"));
    writeKnownFiles(path.join(folder, "files.json"), known);
    expect(readdirSync(folder).sort()).to.deep.equal(["file", "files.json"]);
  });

  it("are whole for a reader while several processes write them", async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "files.json");
    const module = path.join(repository, "dist/attach/cache/known-files.js");
    // Each writes until its standard input ends.
    const writer = `
      import { writeKnownFiles } from ${JSON.stringify(pathToFileURL(module).href)};
      const found = Array.from({ length: 2000 }, () => ({ name: "build", spelling: "build", at: 0 }));
      let writes = true;
      process.stdin.on("end", () => (writes = false)).resume();
      for (let i = 0; writes; i++) {
        writeKnownFiles(process.argv[1], { a: { size: process.pid, mtimeMs: i, ctimeMs: 0, found } });
        await new Promise(setImmediate);
      }`;
    const writers = [1, 2, 3].map(() =>
      spawn(process.execPath, ["--input-type=module", "--eval", writer, file], {
        stdio: ["pipe", "inherit", "inherit"],
      }),
    );
    const ended = Promise.all(writers.map((child) => once(child, "close")));
    const seen = new Set<string>();
    const seenWriters = new Set<number>();
    try {
      while (seen.size < 50 || seenWriters.size < writers.length) {
        await new Promise((resolve) => setImmediate(resolve));
        expect(writers.map(({ exitCode }) => exitCode)).not.to.include(1);
        if (!existsSync(file)) continue;
        const [, text = ""] = readFileSync(file, "utf8").split("\n");
        const { a } = JSON.parse(text) as {
          a: { size: number; mtimeMs: number };
        };
        seenWriters.add(a.size);
        seen.add(`${a.size} ${a.mtimeMs}`);
      }
    } finally {
      for (const { stdin } of writers) stdin.end();
    }
    expect((await ended).map(([code]: unknown[]) => code)).to.deep.equal([
      0, 0, 0,
    ]);
    expect(readdirSync(folder)).to.deep.equal(["files.json"]);
  });
});
