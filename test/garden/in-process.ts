/** For programs that hold Garden themselves: npm Garden, or the bundle that GARDEN_SEA_EXTRACTED_ROOT names. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npmBridges } from "../../dist/attach/npm-bridges.js";
import { npmGardenRoot, runNpmGarden } from "../../dist/attach/npm-garden.js";
import { chunkOf } from "../bundle/chunks.js";
import { core } from "./project.js";

const bundle = process.env["GARDEN_SEA_EXTRACTED_ROOT"];

/** The shape of the Garden that these programs hold. */
export const gardenShape = bundle === undefined ? "npm" : "bundle";

/** What npm Garden needs to run on this Node. */
export const edits =
  bundle === undefined ? npmBridges(process.versions.node) : [];

/** Garden's modules are the files below this URL. */
export const gardenRoot =
  bundle === undefined
    ? npmGardenRoot(core)
    : `${pathToFileURL(path.join(bundle, "rollup")).href}/`;

/** Loads the module of Garden with this path below build/src, and with it all that shares its chunk. */
export async function loadModule(
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  const found = bundle === undefined ? file : chunkOf(bundle, file);
  return (await import(new URL(found, gardenRoot).href)) as Readonly<
    Record<string, unknown>
  >;
}

/** Runs Garden's command line in this process, and ends the process with its exit code. */
export async function runGarden(args: readonly string[]): Promise<void> {
  if (bundle === undefined) {
    await runNpmGarden(core, [...args]);
    return;
  }
  process.argv.splice(2, process.argv.length, ...args);
  await import(new URL("garden.mjs", gardenRoot).href);
}
