import { symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { cli } from "../garden/process.js";
import {
  core,
  project,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";
import { standIn, withoutPatch } from "./stand-in.js";

describe("run", () => {
  after(removeFolders);

  describe("with a stand-in for Garden's binary", () => {
    const cwd = "/";

    it("passes arguments, standard input, output and the exit code", async () => {
      const garden = standIn(`
        process.stdout.write(JSON.stringify(process.argv.slice(2)));
        process.stderr.write(require("node:fs").readFileSync(0, "utf8"));
        process.exitCode = 42;`);
      const args = ["deploy", "--env", "a b", "--help", "--", "-o", "$HOME"];
      const ended = await cli(["run", "--garden", garden, "--", ...args], {
        cwd,
        stdin: "words",
      });
      expect(ended).to.deep.equal({
        code: 42,
        signal: null,
        stdout: JSON.stringify(args),
        stderr: "words",
      });
    });

    it("takes Garden's arguments without -- as well, and leaves a -- among them where it is", async () => {
      const garden = standIn("console.log(process.argv.slice(2).join())");
      for (const args of [
        ["deploy", "--env", "dev"],
        ["exec", "web", "--", "ls", "-la"],
        ["exec", "web", "--", "sh", "-c", "--", "ls"],
      ]) {
        const { stdout } = await cli(["run", "--garden", garden, ...args], {
          cwd,
        });
        expect(stdout).to.equal(`${args.join()}\n`);
      }
    });

    it("starts a program that does many programs' work by the name that it has in PATH", async () => {
      const folder = temporaryFolder();
      const shim = path.join(folder, "garden");
      symlinkSync(standIn("console.log(process.argv[1])"), shim);
      const { stdout, stderr } = await cli(["run", "--", "run", "foo"], {
        cwd,
        env: { PATH: folder },
      });
      expect({ stdout, stderr }).to.deep.equal({
        stdout: `${shim}\n`,
        stderr: "",
      });
    });

    it("hands the option for the user's own workloads on as a variable", async () => {
      const garden = standIn(
        "console.log(process.env.GARDEN_PULL_SECRETS_WORKLOADS)",
      );
      const run = async (...options: string[]) =>
        (await cli(["run", "--garden", garden, ...options], { cwd })).stdout;
      expect(await run("--workloads", "--", "deploy")).to.equal("true\n");
      expect(await run("--", "--workloads")).to.equal("undefined\n");
    });

    it("hands the patch to it by both variables, behind what the user has there", async () => {
      const garden = standIn(
        "const { NODE_OPTIONS, GARDEN_NODE_EXTRA_PARAMS } = process.env; console.log(NODE_OPTIONS); console.log(GARDEN_NODE_EXTRA_PARAMS)",
      );
      const own = String.raw`--import=file://\S+/dist/attach/register\.js`;
      const { stdout } = await cli(["run", "--garden", garden], { cwd });
      expect(stdout).to.match(new RegExp(`^${own}\n${own}\n$`));
      const beside = await cli(["run", "--garden", garden], {
        cwd,
        env: {
          NODE_OPTIONS: "--no-warnings",
          GARDEN_NODE_EXTRA_PARAMS: "--cpu-prof",
        },
      });
      expect(beside.stdout).to.match(
        new RegExp(`^--no-warnings ${own}\n--cpu-prof,${own}\n$`),
      );
    });

    for (const { code, expected } of [
      { code: 0, expected: 1 },
      { code: 3, expected: 3 },
    ]) {
      it(`says that a program that ended with ${code} was not patched`, async () => {
        const garden = withoutPatch(`process.exitCode = ${code};`);
        const ended = await cli(["run", "--garden", garden], { cwd });
        expect(ended.stderr).to.contain(`${garden} was NOT patched`);
        expect(ended.code).to.equal(expected);
      });
    }
  });

  describe("with npm Garden", () => {
    it("runs it patched, and passes what it says and its exit code", async () => {
      const cwd = project({
        "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: plain
environments: [{ name: default }]
---
kind: Run
name: fails
type: exec
spec: { command: [sh, -c, "exit 3"] }
`,
      });
      const ended = await cli(
        ["run", "--garden", core, "--", "run", "fails", "--output", "json"],
        { cwd },
      );
      expect(ended.code).to.equal(1);
      expect(ended.stdout).to.contain("Command failed with exit code 3");
    });
  });
});
