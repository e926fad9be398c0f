/** `npm run package`: packs the package, installs it in every way that npm has, runs it from each, and fails where it has
 *  grown beyond what it is allowed to be. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { renderTable } from "../src/cli/output/table.js";
import { installEverywhere, type Installed } from "./clean-installs.js";
import { copyExample } from "./example-copy.js";
import { pack } from "./pack.js";
import { problemsIn } from "./packed-files.js";

const limits = {
  /** About 200 of these are the packages that run inside Garden, without the `require` that Garden replaces. */
  "packed, KiB": 545,
  "unpacked, KiB": 1690,
  files: 310,
  "run-time dependencies": 19,
  /** For each way, with an empty cache and a busy machine. */
  "install, s": 90,
};

const core = fileURLToPath(
  new URL("../node_modules/@garden-io/core", import.meta.url),
);
const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const problems: string[] = [];
const rows: string[][] = [];
const folder = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-"));
try {
  const { file, size, unpackedSize, files } = pack(folder);
  measure("packed, KiB", size / 1024);
  measure("unpacked, KiB", unpackedSize / 1024);
  measure("files", files.length);
  problems.push(...problemsIn(unpacked(file), files));
  const ways = installEverywhere(folder, file);
  for (const installed of ways) {
    const { way, dependencies, seconds } = installed;
    measure("run-time dependencies", dependencies.length, way);
    measure("install, s", seconds, way);
    if (dependencies.includes("@kubernetes/client-node"))
      problems.push(`${way}: @kubernetes/client-node came with it`);
    tryOut(installed);
  }
  ways.slice(0, 1).forEach(tryWithGarden);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(renderTable(["", "limit", "measured", "way"], rows));
for (const problem of problems) console.error(`failed: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

function measure(what: keyof typeof limits, value: number, way = ""): void {
  const measured = value.toFixed(what === "install, s" ? 1 : 0);
  const limit = limits[what];
  rows.push([what, String(limit), measured, way]);
  if (value > limit)
    problems.push(
      `${[way, what].filter(Boolean).join(": ")}: ${measured}, more than ${limit}`,
    );
}

function unpacked(file: string): string {
  const target = path.join(folder, "unpacked");
  mkdirSync(target);
  execFileSync("tar", ["--extract", "--file", file, "--directory", target]);
  return path.join(target, "package");
}

function tryOut(installed: Installed): void {
  expectOutput(installed, ["--version"], new RegExp(`^${version}\n$`));
  expectOutput(installed, ["--help"], /^Usage: garden-pull-secrets .*\n/);
  expectOutput(installed, ["docs", "checks"], /docs[/\\]checks\.md\n$/);
}

/** With Garden, as it stands in a project's `node_modules`. */
function tryWithGarden(installed: Installed): void {
  const { project, remove } = copyExample("shop");
  try {
    const garden = ["--garden", core];
    expectOutput(
      installed,
      ["seams", ...garden],
      /attached +sync-mode /,
      project,
    );
    expectOutput(
      installed,
      ["manifests", project, "--diff", ...garden],
      /Deploy web \(sync\).*\n.*✗ lacks dockerhub +\+ dockerhub/,
      project,
    );
  } finally {
    remove();
  }
}

function expectOutput(
  { way, run }: Installed,
  args: readonly string[],
  expected: RegExp,
  cwd?: string,
): void {
  const { code, stdout, stderr } = run(args, cwd);
  if (code === 0 && expected.test(stdout)) return;
  problems.push(
    `${way}: garden-pull-secrets ${args.join(" ")} exited with ${String(code)} and printed\n${stdout}${stderr}`,
  );
}
