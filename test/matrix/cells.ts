import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { SeamsResult } from "../../src/commands/seams.js";
import { bundledGarden } from "../bundle/bundle.js";
import type { LauncherVersion } from "../bundle/launcher.js";
import { gardenEnvironment } from "../garden/process.js";
import {
  core,
  project,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { nodeBinary } from "../nodes/node-binary.js";
import { withLoader, type Loader, type Position } from "./loaders.js";

/** How a Garden is started patched: npm Garden by `run`; the bundle, in the layout of the official binary, by `run`, by
 *  the function that `env` makes, and by a bare `--import`. */
export const ways = ["npm, run", "run", "env", "--import"] as const;
export type Way = (typeof ways)[number];

const main = path.join(repository, "dist", "cli", "main.js");
const register = pathToFileURL(
  path.join(repository, "dist", "attach", "register.js"),
).href;

interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a patched Garden on a Node, asks it what it is attached to, and starts it once more for a command of its own.
 *  Returns the way in which the patch got in. Throws where a seam is missing, or Garden fails. */
export async function smoke(version: string, way: Way): Promise<string> {
  const node = await nodeBinary(version);
  // Binaries from 0.13.36 on, which have Node 22.2 or newer inside, hand options on by a variable of their own.
  const launcher = isBelow(version, 22, 2) ? "0.13.24" : "0.13.36";
  const garden = await programOf(node, way, launcher);
  const driver = await attachedBy(garden, version);
  const stdout = await start(garden, ["version"], {});
  if (!stdout.includes("garden version: 0.13.24"))
    throw new Error(`garden version says ${stdout}`);
  return driver;
}

/** Starts a Garden on a Node with the patch and another loader, and returns the way in which the patch got in. Throws
 *  where a seam is missing, or Garden fails. */
export async function smokeBeside(
  version: string,
  loader: Loader,
  position: Position,
): Promise<string> {
  const node = await nodeBinary(version);
  const root = await bundledGarden({ node, launcher: "0.13.24" });
  const env = { NODE_OPTIONS: withLoader(loader, position) };
  const file = path.join(root, "garden");
  return await attachedBy({ file, args: [], env }, version);
}

/** Asks a patched Garden what it is attached to. */
async function attachedBy(garden: Program, version: string): Promise<string> {
  const result = path.join(temporaryFolder(), "result.json");
  await start(garden, ["plugins", "container", "pull-secrets-seams"], {
    GARDEN_PULL_SECRETS_COMMAND: "seams",
    GARDEN_PULL_SECRETS_RESULT: result,
  });
  const {
    garden: found,
    seams,
    way: driver,
  } = JSON.parse(readFileSync(result, "utf8")) as SeamsResult;
  const missing = seams.filter(({ state }) => state === "missing");
  if (seams.length === 0 || missing.length > 0)
    throw new Error(missing.map(({ id, reason }) => `${id}: ${reason}`).join());
  if (found.node !== version)
    throw new Error(`Node ${version} was meant, and ${found.node} ran`);
  return driver.name;
}

async function programOf(
  node: string,
  way: Way,
  launcher: LauncherVersion,
): Promise<Program> {
  if (way === "npm, run")
    return { file: node, args: [main, "run", "--garden", core, "--"] };
  const root = await bundledGarden({ node, launcher });
  switch (way) {
    case "run":
      return {
        file: process.execPath,
        args: [main, "run", "--garden", root, "--"],
      };
    case "env":
      return {
        file: "bash",
        args: [
          "-c",
          'eval "$("$NODE" "$MAIN" env --shell bash)"; garden "$@"',
          "bash",
        ],
        env: {
          NODE: process.execPath,
          MAIN: main,
          PATH: `${root}:${process.env["PATH"] ?? ""}`,
        },
      };
    case "--import": {
      const variable =
        launcher === "0.13.24" ? "NODE_OPTIONS" : "GARDEN_NODE_EXTRA_PARAMS";
      return {
        file: path.join(root, "garden"),
        args: [],
        env: { [variable]: `--import=${register}` },
      };
    }
  }
}

async function start(
  { file, args, env }: Program,
  gardenArgs: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const cwd = project({
    "project.garden.yml":
      "apiVersion: garden.io/v1\nkind: Project\nname: plain\nenvironments: [{ name: default }]\n",
  });
  const { stdout } = await promisify(execFile)(file, [...args, ...gardenArgs], {
    cwd,
    env: gardenEnvironment({ ...env, ...variables }),
  });
  return stdout;
}

function isBelow(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}
