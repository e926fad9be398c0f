import { spawn } from "node:child_process";
import path from "node:path";
import { expect } from "chai";
import { cli, gardenEnvironment } from "../garden/process.js";
import {
  core,
  project,
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { isThere } from "../left-out.js";
import { standIn, withoutPatch } from "./stand-in.js";

const main = path.join(repository, "dist", "cli", "main.js");

/** Says that it is ready, and what signals it got; ends with 7 when something is typed, with 9 when nothing can be. */
const counting = `
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => console.log(signal));
process.stdin.on("data", () => process.exit(7)).on("end", () => process.exit(9));
console.log("ready");
`;

interface Signalled {
  readonly code: number | null;
  readonly words: readonly string[];
  readonly stderr: string;
}

/** Runs `command`, does `act` once it says that it is ready, types a line once it says that it got `signal`, and waits for
 *  its end. */
async function once(
  command: readonly [string, ...string[]],
  act: (child: ReturnType<typeof spawn>) => void,
  signal?: NodeJS.Signals,
): Promise<Signalled> {
  const [program, ...args] = command;
  const child = spawn(program, args, { env: gardenEnvironment() });
  let stdout = "";
  let stderr = "";
  let acted = false;
  let typed = false;
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (!acted && stdout.includes("ready")) {
      acted = true;
      act(child);
    }
    if (typed || signal === undefined || !stdout.includes(signal)) return;
    typed = true;
    child.stdin.write("\n");
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const words = stdout.split(/\s+/).filter((word) => word !== "");
      resolve({ code, words, stderr });
    });
  });
}

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

    it("takes Garden's arguments without -- as well", async () => {
      const garden = standIn("console.log(process.argv.slice(2).join())");
      const { stdout } = await cli(
        ["run", "--garden", garden, "deploy", "--env", "dev", "--", "-x"],
        { cwd },
      );
      expect(stdout).to.equal("deploy,--env,dev,-x\n");
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

    it("says nothing of it where a signal came first", async () => {
      const garden = withoutPatch(
        "console.log('ready'); process.stdin.resume();",
      );
      const ended = await once(
        [process.execPath, main, "run", "--garden", garden],
        (child) => child.kill("SIGTERM"),
      );
      expect(ended).to.deep.equal({ code: 143, words: ["ready"], stderr: "" });
    });

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      it(`relays ${signal} once, and waits for what Garden makes of it`, async () => {
        const garden = standIn(counting);
        const ended = await once(
          [process.execPath, main, "run", "--garden", garden],
          (child) => child.kill(signal),
          signal,
        );
        expect(ended).to.deep.equal({
          code: 7,
          words: ["ready", signal],
          stderr: "",
        });
      });
    }

    it("ends with 128 + the number of a signal that ended Garden", async () => {
      const garden = standIn("console.log('ready'); process.stdin.resume();");
      const ended = await once(
        [process.execPath, main, "run", "--garden", garden],
        (child) => child.kill("SIGTERM"),
      );
      expect(ended).to.deep.equal({ code: 143, words: ["ready"], stderr: "" });
    });

    if (isThere("script"))
      it("leaves Ctrl-C to the terminal, which interrupts Garden itself", async () => {
        const garden = standIn(counting);
        const log = path.join(temporaryFolder(), "log");
        const command = `exec ${process.execPath} ${main} run --garden ${garden}`;
        const ended = await once(
          ["script", "--quiet", "--return", "--command", command, log],
          (child) => child.stdin?.write("\x03"),
          "SIGINT",
        );
        // The terminal echoes the key.
        expect(ended).to.deep.equal({
          code: 7,
          words: ["ready", "^CSIGINT"],
          stderr: "",
        });
      });
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
