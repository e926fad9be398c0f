/** `npm run bench:commands -- [--pairs 10] [--garden <path>]`: the processor time, user and system, of all processes of
 *  `garden-pull-secrets manifests` against that of `get config` of the same Garden, unpatched, in the same project. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { findGarden } from "../src/cli/start/find-garden.js";
import { readyCluster } from "../test/bundle/ready-cluster.js";
import { gardenEnvironment } from "../test/garden/process.js";
import {
  core,
  exampleProject,
  removeFolders,
  repository,
  temporaryFolder,
} from "../test/garden/project.js";
import { quartiles, shownQuartiles } from "./quartiles.js";

type Command = readonly [string, ...string[]];

const run = promisify(execFile);
const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "10" },
    garden: { type: "string", default: core },
  },
});
const pairs = Number(values.pairs);
if (!Number.isInteger(pairs) || pairs < 1)
  throw new Error(`--pairs is a number of pairs, not ${values.pairs}`);

const garden = findGarden(values.garden, repository);
const own: Command =
  garden.kind === "binary"
    ? [garden.binary]
    : [
        process.execPath,
        path.join(repository, "test", "garden", "unpatched-main.js"),
        garden.core,
      ];
const main = path.join(repository, "dist", "cli", "main.js");
const home = temporaryFolder();
const cluster = await readyCluster(temporaryFolder());
try {
  const [program, ...args] = own;
  const { stdout } = await run(program, [...args, "version"], {
    ...start(home),
    cwd: temporaryFolder(),
  });
  const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? "";
  const cwd = shop(version.startsWith("0.13.") ? "shop" : "shop-0.14");
  const config = measured([...own, "get", "config"], cwd);
  const manifests = measured(
    [process.execPath, main, "manifests", "--garden", values.garden],
    cwd,
  );
  for (const command of [config, manifests]) {
    await command();
    await command();
  }
  const base: number[] = [];
  const ours: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0;
    if (first) base.push(await config());
    ours.push(await manifests());
    if (!first) base.push(await config());
  }
  const ratios = ours.map((time, pair) => time / (base[pair] ?? NaN));
  process.stdout.write(
    [
      `Garden ${version}, ${String(pairs)} pairs: median (quartiles)`,
      `get config: ${shownQuartiles(quartiles(base), 2)} s`,
      `manifests:  ${shownQuartiles(quartiles(ours), 2)} s`,
      `ratio:      ${shownQuartiles(quartiles(ratios), 3)}`,
      "",
    ].join("\n"),
  );
} finally {
  cluster.close();
  removeFolders();
}

/** The example, on the cluster that `get config` asks. */
function shop(example: string): string {
  const folder = exampleProject(example);
  const file = path.join(folder, "project.garden.yml");
  const text = readFileSync(file, "utf8");
  const context = /^( +)context: .*$/m;
  if (!context.test(text)) throw new Error(`${file} names no context`);
  writeFileSync(
    file,
    text.replace(
      context,
      `$1context: ${cluster.context}\n$1kubeconfig: ${cluster.kubeconfig}`,
    ),
  );
  return folder;
}

/** Runs a command to its end, and returns the seconds that it and its children took of processors. */
function measured(
  command: readonly string[],
  cwd: string,
): () => Promise<number> {
  const compiled = temporaryFolder();
  const script = '"$@" >/dev/null || exit; times';
  return async () => {
    const { stdout } = await run("sh", ["-c", script, "sh", ...command], {
      ...start(home, compiled),
      cwd,
    });
    const children = stdout.trim().split("\n").at(-1) ?? "";
    return [...children.matchAll(/(\d+)m([\d.]+)s/g)]
      .map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds))
      .reduce((sum, seconds) => sum + seconds, 0);
  };
}

/** Each command has a compile cache of its own: in a common one they push each other out. */
function start(folder: string, compiled?: string): { env: NodeJS.ProcessEnv } {
  return {
    env: gardenEnvironment({
      HOME: folder,
      ...(garden.kind === "npm" && { GARDEN_SEA_EXTRACTED_ROOT: repository }),
      GARDEN_COMPILE_CACHE: "false",
      ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }),
    }),
  };
}
