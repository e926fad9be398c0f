import { expect } from "chai";
import { cli } from "../garden/process.js";
import { core, removeFolders, temporaryFolder } from "../garden/project.js";
import { standIn } from "./stand-in.js";

describe("seams", () => {
  after(removeFolders);

  it("needs no project, whatever environment GARDEN_ENVIRONMENT chooses", async () => {
    const { code, stdout, stderr } = await cli(
      ["seams", "--garden", core, "-o", "json"],
      { cwd: temporaryFolder(), env: { GARDEN_ENVIRONMENT: "dev" } },
    );
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include.keys("garden", "seams");
  });

  it("says that Garden needs git where there is none", async () => {
    const cwd = temporaryFolder();
    const garden = standIn("");
    expect(
      await cli(["seams", "--garden", garden], { cwd, env: { PATH: cwd } }),
    ).to.deep.equal({
      code: 1,
      signal: null,
      stdout: "",
      stderr: "Garden needs git, and there is none in PATH: install it.\n",
    });
  });
});
