import { textOf } from "../../src/config/outside.js";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { runKubectl } from "../../src/cli/create/kubectl.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

describe("runKubectl", () => {
  const { PATH } = process.env;
  let folder = "";
  beforeEach(() => {
    folder = temporaryFolder();
    process.env["PATH"] = folder;
  });
  afterEach(() => {
    process.env["PATH"] = PATH;
    removeFolders();
  });

  const kubectl = (lines: string) =>
    writeFileSync(path.join(folder, "kubectl"), `#!/bin/sh\n${lines}\n`, {
      mode: 0o755,
    });
  const failure = async () =>
    await runKubectl(["apply"]).then(
      () => "none",
      (error: unknown) => (error as Error).message,
    );

  it("returns what it prints, and gives it its input", async () => {
    kubectl('read -r line; echo "$1 $line"; echo aside >&2');
    expect(textOf(await runKubectl(["apply"], "secret\n"))).to.equal(
      "apply secret\n",
    );
  });

  it("fails with its own words", async () => {
    kubectl("echo 'error: no such context' >&2; exit 1");
    expect(await failure()).to.contain("error: no such context");
  });

  it("says so where there is none", async () => {
    expect(await failure()).to.equal(
      "kubectl can't be started (ENOENT): --context needs it in PATH.",
    );
  });
});
