import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect } from "chai";
import {
  readPrivate,
  writePrivate,
} from "../../src/attach/cache/private-files.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { isThere } from "../left-out.js";

const somebody = 12345;
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe("private files", () => {
  after(removeFolders);
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = path.join(temporaryFolder(), "ours");
    file = path.join(folder, "file");
  });

  it("are read as they were written, and nobody else may look into them", () => {
    writePrivate(file, "text");
    expect(readPrivate(file)).to.equal("text");
    expect([modeOf(folder), modeOf(file)]).to.deep.equal([0o700, 0o600]);
    expect(readdirSync(folder)).to.deep.equal(["file"]);
  });

  it("are kept from others in a folder that was open to them", () => {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    writePrivate(file, "text");
    expect(modeOf(folder)).to.equal(0o700);
  });

  it("replace the draft of a process that did not come to its end", () => {
    mkdirSync(folder);
    const elsewhere = path.join(temporaryFolder(), "elsewhere");
    writeFileSync(elsewhere, "somebody's");
    symlinkSync(elsewhere, `${file}.${process.pid}`);
    writePrivate(file, "text");
    expect(readFileSync(elsewhere, "utf8")).to.equal("somebody's");
    expect(readPrivate(file)).to.equal("text");
  });

  it("replace a link in their place, and don't follow it", () => {
    mkdirSync(folder);
    const elsewhere = path.join(temporaryFolder(), "elsewhere");
    writeFileSync(elsewhere, "somebody's");
    symlinkSync(elsewhere, file);
    expect(() => readPrivate(file)).to.throw("ELOOP");
    writePrivate(file, "text");
    expect(readFileSync(elsewhere, "utf8")).to.equal("somebody's");
    expect(readPrivate(file)).to.equal("text");
  });

  it("are not in a folder that is a link", () => {
    const elsewhere = temporaryFolder();
    writeFileSync(path.join(elsewhere, "file"), "text", { mode: 0o600 });
    symlinkSync(elsewhere, folder);
    expect(() => readPrivate(file)).to.throw("not this user's own");
    expect(() => writePrivate(file, "new")).to.throw("not this user's own");
    expect(readFileSync(path.join(elsewhere, "file"), "utf8")).to.equal("text");
  });

  const others: readonly { title: string; change: () => void }[] = [
    { title: "the file", change: () => chmodSync(file, 0o620) },
    { title: "its folder", change: () => chmodSync(folder, 0o702) },
  ];
  for (const { title, change } of others) {
    it(`are not read where others may write to ${title}`, () => {
      writePrivate(file, "text");
      change();
      expect(() => readPrivate(file)).to.throw("others may write to it");
    });
  }

  it("are not read where something else is in their place", () => {
    mkdirSync(file, { recursive: true, mode: 0o700 });
    expect(() => readPrivate(file)).to.throw("not this user's own");
    const pipe = path.join(folder, "pipe");
    execFileSync("mkfifo", ["-m", "600", pipe]);
    expect(() => readPrivate(pipe)).to.throw("not this user's own");
  });

  if (isThere("root")) {
    for (const title of ["file", "folder"] as const) {
      it(`are not read where the ${title} is somebody else's`, () => {
        writePrivate(file, "text");
        chownSync(title === "file" ? file : folder, somebody, somebody);
        expect(() => readPrivate(file)).to.throw("not this user's own");
      });
    }

    it("are not written to a folder that is somebody else's", () => {
      mkdirSync(folder);
      chownSync(folder, somebody, somebody);
      expect(() => writePrivate(file, "text")).to.throw("not this user's own");
      expect(existsSync(file)).to.equal(false);
    });
  }
});
