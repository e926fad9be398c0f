/** `npm run test:stress`: tries whether a test depends on time. Runs the whole suite with four busy loops beside it, then
 *  each test file in a process of its own, five files at a time, so that four others are the load of each. Says where
 *  something failed (file, round and the end of its output), goes on, and ends with 1.
 *  `-- --suite 5 --files 20 [file ...]`: how often each. Where files are named, only they are tried, and the
 *  suite only where --suite says how often. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const loops = 4;
const busyLoop = ["--eval", "for(;;);"];
const lastLines = 60;
/** Started without npm, which takes as long as a small file. */
const mocha = "node_modules/mocha/bin/mocha.js";

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

async function rounds(
  what: string,
  count: number,
  program: string,
  args: readonly string[],
): Promise<void> {
  let passed = 0;
  for (let round = 1; round <= count; round++) {
    const [isGood, output] = await run(program, args);
    if (isGood) {
      passed++;
      continue;
    }
    failures++;
    console.error(output.split("\n").slice(-lastLines).join("\n"));
    console.error(`${what} failed in round ${round} of ${count}.`);
  }
  if (count > 0) console.log(`${what}: ${passed} of ${count}`);
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
        await rounds(file, fileRounds, process.execPath, [mocha, file]);
      start(process.execPath, busyLoop);
    }),
  );
}

async function stressSuite(): Promise<void> {
  const busy = Array.from({ length: loops }, () =>
    start(process.execPath, busyLoop),
  );
  await rounds("The suite", suiteRounds, "npm", ["run", "suite"]);
  for (const loop of busy) loop.kill("SIGKILL");
}

process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(1));
await stressSuite();
await stressFiles(positionals.length > 0 ? positionals : testFiles());
process.exit(failures === 0 ? 0 : 1);
