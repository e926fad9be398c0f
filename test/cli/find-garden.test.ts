import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { findGarden, NoGardenError } from "../../src/cli/start/find-garden.js";
import { core, removeFolders, temporaryFolder } from "../garden/project.js";
import { isThere } from "../left-out.js";

function program(folder: string, name = "garden"): string {
  const file = path.join(folder, name);
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

describe("findGarden", () => {
  after(removeFolders);

  it("takes npm Garden's folder, where its link leads", () => {
    expect(findGarden(core, "/", "")).to.deep.equal({ kind: "npm", core });
    const link = path.join(temporaryFolder(), "garden");
    symlinkSync(core, link, "dir");
    expect(findGarden(link, "/", "")).to.deep.equal({ kind: "npm", core });
  });

  it("takes a binary, or the folder that holds it", () => {
    const folder = temporaryFolder();
    const expected = { kind: "binary", binary: program(folder) };
    expect(findGarden(folder, "/", "")).to.deep.equal(expected);
    expect(findGarden(expected.binary, "/", "")).to.deep.equal(expected);
  });

  it("takes a binary, or the folder that holds it, by its own name, wherever its link leads", () => {
    const folder = temporaryFolder();
    const binary = path.join(folder, "garden");
    symlinkSync(program(temporaryFolder(), "shims-of-all-programs"), binary);
    for (const given of [folder, binary])
      expect(findGarden(given, "/", "")).to.deep.equal({
        kind: "binary",
        binary,
      });
  });

  it("passes npm's shell script by on Windows, which can't start it", () => {
    const folder = temporaryFolder();
    const script = program(folder);
    const binary = program(folder, "garden.exe");
    const found = (platform: NodeJS.Platform, given?: string) =>
      findGarden(given, "/", folder, platform);
    for (const given of [undefined, folder]) {
      expect(found("win32", given)).to.deep.equal({ kind: "binary", binary });
      expect(found("linux", given)).to.deep.equal({
        kind: "binary",
        binary: script,
      });
    }
  });

  it("takes a binary of a folder in PATH that is given relative to this one", () => {
    const folder = temporaryFolder();
    const binary = program(folder);
    const relative = path.relative(process.cwd(), folder);
    expect(findGarden(undefined, "/", relative)).to.deep.equal({
      kind: "binary",
      binary,
    });
  });

  it("looks in the node_modules of the folder and of those above it, before PATH", () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "node_modules", "@garden-io"), {
      recursive: true,
    });
    symlinkSync(
      core,
      path.join(folder, "node_modules", "@garden-io", "core"),
      "dir",
    );
    const inner = path.join(folder, "a", "b");
    mkdirSync(inner, { recursive: true });
    const binaries = temporaryFolder();
    program(binaries);
    expect(findGarden(undefined, inner, binaries)).to.deep.equal({
      kind: "npm",
      core,
    });
  });

  it("takes the first program of PATH by its own name, wherever its link leads", () => {
    const [first, second, elsewhere] = [
      temporaryFolder(),
      temporaryFolder(),
      temporaryFolder(),
    ];
    mkdirSync(path.join(first, "garden"));
    const binary = path.join(second, "garden");
    symlinkSync(program(elsewhere, "shims-of-all-programs"), binary);
    expect(
      findGarden(undefined, "/", ["", first, second].join(path.delimiter)),
    ).to.deep.equal({ kind: "binary", binary });
  });

  if (isThere("root"))
    for (const part of ["", "@garden-io", "@garden-io/core"]) {
      it(`refuses a Garden above the project whose node_modules/${part} is somebody else's, unless it is given`, () => {
        const folder = temporaryFolder();
        const modules = path.join(folder, "node_modules");
        const planted = path.join(modules, "@garden-io", "core");
        mkdirSync(path.dirname(planted), { recursive: true });
        symlinkSync(core, planted, "dir");
        const project = path.join(folder, "project");
        mkdirSync(project);
        expect(findGarden(undefined, project, "")).to.deep.equal({
          kind: "npm",
          core,
        });
        const foreign = path.join(modules, part);
        lchownSync(foreign, 12345, 12345);
        expect(() => findGarden(undefined, project, "")).to.throw(
          NoGardenError,
          `${planted} is not yours: ${foreign} belongs to user 12345. If you trust it: --garden ${planted}`,
        );
        expect(findGarden(planted, project, "")).to.deep.equal({
          kind: "npm",
          core,
        });
      });
    }

  if (isThere("root"))
    it("refuses one whose files are somebody else's", () => {
      const folder = temporaryFolder();
      const planted = path.join(folder, "node_modules", "@garden-io", "core");
      const cli = path.join(planted, "build", "src", "cli");
      mkdirSync(cli, { recursive: true });
      writeFileSync(
        path.join(planted, "package.json"),
        '{"name":"@garden-io/core"}',
      );
      writeFileSync(path.join(cli, "cli.js"), "");
      expect(findGarden(undefined, folder, "")).to.deep.equal({
        kind: "npm",
        core: planted,
      });
      chownSync(path.join(cli, "cli.js"), 12345, 12345);
      expect(() => findGarden(undefined, folder, "")).to.throw(
        NoGardenError,
        "cli.js belongs to user 12345",
      );
    });
});
