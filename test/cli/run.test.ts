import { spawn, type ChildProcess } from "node:child_process";
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

/** Says that it is ready and who started it, and what signals it got; ends with 7 when something is typed, with 9 when
 *  nothing can be. */
const counting = `
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => console.log(signal));
process.stdin.on("data", () => process.exit(7)).on("end", () => process.exit(9));
console.log("ready", process.ppid);
`;

interface Signalled {
  readonly code: number | null;
  readonly words: readonly string[];
  readonly stderr: string;
}

/** What is to be done once a word is printed, with what has been printed by then. */
type Acts = Readonly<
  Record<string, (child: ChildProcess, printed: string) => void>
>;

/** Runs `command`, does each of `acts` once its word is there, and waits for the end. */
async function once(
  [program, ...args]: readonly [string, ...string[]],
  acts: Acts,
): Promise<Signalled> {
  const child = spawn(program, args, { env: gardenEnvironment() });
  const open = new Map(Object.entries(acts));
  let stdout = "";
  let stderr = "";
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (stderr += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (const [word, act] of open) {
      if (!new RegExp(`\\b${word}\\b[^\\n]*\n`).test(stdout)) continue;
      open.delete(word);
      act(child, stdout);
    }
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const words = stdout
        .split(/\s+/)
        .filter((word) => word !== "" && !/^\d+$/.test(word));
      resolve({ code, words, stderr });
    });
  });
}

/** Sends another signal to `run` itself when the stand-in has got `signal`, and types a line when it has got that one as
 *  well: by then, all that `run` made of the first has come. */
function thenAnother(signal: NodeJS.Signals, another: NodeJS.Signals): Acts {
  return {
    [signal]: (_child, printed) => {
      const [, run] = /ready (\d+)/.exec(printed) ?? [];
      process.kill(Number(run), another);
    },
    [another]: (child) => child.stdin?.write("\n"),
  };
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
        { ready: (child) => child.kill("SIGTERM") },
      );
      expect(ended).to.deep.equal({ code: 143, words: ["ready"], stderr: "" });
    });

    for (const [signal, another] of [
      ["SIGINT", "SIGTERM"],
      ["SIGTERM", "SIGINT"],
      ["SIGHUP", "SIGTERM"],
    ] as const) {
      it(`relays ${signal} once, and waits for what Garden makes of it`, async () => {
        const garden = standIn(counting);
        const ended = await once(
          [process.execPath, main, "run", "--garden", garden],
          {
            ready: (child) => child.kill(signal),
            ...thenAnother(signal, another),
          },
        );
        expect(ended).to.deep.equal({
          code: 7,
          words: ["ready", signal, another],
          stderr: "",
        });
      });
    }

    it("ends with 128 + the number of a signal that ended Garden", async () => {
      const garden = standIn("console.log('ready'); process.stdin.resume();");
      const ended = await once(
        [process.execPath, main, "run", "--garden", garden],
        { ready: (child) => child.kill("SIGTERM") },
      );
      expect(ended).to.deep.equal({ code: 143, words: ["ready"], stderr: "" });
    });

    if (isThere("script"))
      it("leaves Ctrl-C to the terminal, which interrupts Garden itself", async () => {
        const garden = standIn(counting);
        const log = path.join(temporaryFolder(), "log");
        // The terminal would echo the key, before or after Garden prints something.
        const command = `stty -echo; exec ${process.execPath} ${main} run --garden ${garden}`;
        const ended = await once(
          ["script", "--quiet", "--return", "--command", command, log],
          {
            ready: (child) => child.stdin?.write("\x03"),
            ...thenAnother("SIGINT", "SIGTERM"),
          },
        );
        expect(ended).to.deep.equal({
          code: 7,
          words: ["ready", "SIGINT", "SIGTERM"],
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
