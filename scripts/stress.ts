/** `npm run test:stress`: tries whether a test depends on time. Runs the whole suite with four busy loops beside it, then
 *  each test file by itself (`run-rounds.ts`), five files at a time, so that four others are the load of each. Says where
 *  something failed (the end of its output), goes on, and ends with 1.
 *  `-- --suite 5 --files 20 [file ...]`: how often each. Where files are named, only they are tried, and the
 *  suite only where --suite says how often. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const loops = 4;
const busyLoop = ["--eval", "for(;;);"];
const lastLines = 60;
const tsx = ["--import", "tsx/esm"];
const runRounds = "scripts/run-rounds.ts";

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

async function run(
  program: string,
  args: readonly string[],
): Promise<[boolean, string]> {
  const child = start(program, args);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve([code === 0, output]));
  });
}

let failures = 0;

function report([isGood, output]: [boolean, string], what: string): void {
  if (isGood) {
    console.log(`${what}: passed`);
    return;
  }
  failures++;
  console.error(output.trimEnd().split("\n").slice(-lastLines).join("\n"));
  console.error(`${what}: failed`);
}

/** Those of the suite. */
function testFiles(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => !/^(?:cluster|registry\/kubelet)\//.test(file))
    .map((file) => `test/${file}`)
    .sort();
}

/** Where fewer files are left than run at a time, busy loops take their place. */
async function stressFiles(files: string[]): Promise<void> {
  await Promise.all(
    Array.from({ length: loops + 1 }, async () => {
      for (let file = files.shift(); file !== undefined; file = files.shift())
        report(
          await run(process.execPath, [
            ...tsx,
            runRounds,
            file,
            String(fileRounds),
          ]),
          `${file}, ${String(fileRounds)} times`,
        );
      start(process.execPath, busyLoop);
    }),
  );
}

async function stressSuite(): Promise<void> {
  const busy = Array.from({ length: loops }, () =>
    start(process.execPath, busyLoop),
  );
  for (let round = 1; round <= suiteRounds; round++)
    report(
      await run("npm", ["run", "suite"]),
      `The suite, ${String(round)} of ${String(suiteRounds)}`,
    );
  for (const loop of busy) loop.kill("SIGKILL");
}

process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(1));
await stressSuite();
if (fileRounds > 0)
  await stressFiles(positionals.length > 0 ? positionals : testFiles());
process.exit(failures === 0 ? 0 : 1);
