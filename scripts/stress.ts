/** `npm run test:stress`: tries whether a test depends on time. Runs the whole suite, then each test file alone, many times
 *  with four busy loops beside it. Ends with 1 at the first failure, with its file, round and the end of its output.
 *  `-- --suite 5 --files 20 [file ...]`: how often each. Where files are named, only they are tried, and the
 *  suite only where --suite says how often. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const loops = 4;
const lastLines = 60;

const { values, positionals } = parseArgs({
  options: { suite: { type: "string" }, files: { type: "string" } },
  allowPositionals: true,
});
const suiteRounds = roundsOf(values.suite, positionals.length > 0 ? 0 : 5);
const fileRounds = roundsOf(values.files, 20);

function roundsOf(given: string | undefined, otherwise: number): number {
  const rounds = given === undefined ? otherwise : Number(given);
  if (!Number.isInteger(rounds) || rounds < 0)
    throw new Error(`${String(given)} is no number of rounds`);
  return rounds;
}

/** All that was started and has not ended. */
const children = new Set<ChildProcess>();

/** In a group of its own, so that what it starts ends with it. */
function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.on("close", () => children.delete(child));
  return child;
}

function endAll(): void {
  for (const { pid } of children) {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

async function run(args: readonly string[]): Promise<[boolean, string]> {
  const child = start("npm", args);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve([code === 0, output]));
  });
}

/** Whether all rounds went well. */
async function rounds(
  what: string,
  count: number,
  args: readonly string[],
): Promise<boolean> {
  for (let round = 1; round <= count; round++) {
    const [isGood, output] = await run(args);
    if (isGood) continue;
    console.error(output.split("\n").slice(-lastLines).join("\n"));
    console.error(`${what} failed in round ${round} of ${count}.`);
    return false;
  }
  if (count > 0) console.log(`${what}: ${count} of ${count}`);
  return true;
}

/** Those of the suite. */
function testFiles(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => !/^(?:cluster|registry\/kubelet)\//.test(file))
    .map((file) => `test/${file}`)
    .sort();
}

async function stress(): Promise<boolean> {
  if (!(await rounds("The suite", suiteRounds, ["run", "suite"]))) return false;
  const files = positionals.length > 0 ? positionals : testFiles();
  for (const file of files) {
    const args = ["exec", "--", "mocha", file];
    if (!(await rounds(file, fileRounds, args))) return false;
  }
  return true;
}

process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(1));
for (let loop = 0; loop < loops; loop++)
  start(process.execPath, ["--eval", "for(;;);"]);
process.exit((await stress()) ? 0 : 1);
