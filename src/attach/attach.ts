import type { GardenAccess, GardenCommand } from "../commands/garden-access.js";
import { errorClass, versionFunction } from "../garden/names.js";
import { declaredCheck } from "../patches/seam-check.js";
import type { Patch } from "../patches/patch.js";
import { chooseDriver, type TakenDriver } from "./drivers/choose-driver.js";
import { debugVariable } from "./drivers/debug-copy.js";
import { driversFor, type GardenShape } from "./drivers/drivers.js";
import type { SourceEdit } from "./npm-bridges.js";
import { probeUrl } from "./own-files.js";
import { patchedGarden, type Runtime } from "./patched-garden.js";
import { rememberFiles } from "./cache/remember-files.js";
import { standGuard } from "./stand-guard.js";
import { runtimeKey, type DeclaredNames } from "./drivers/transform.js";

/** What a Garden process is to be patched with. */
export interface AttachOptions {
  /** Garden's modules are the files below this URL. */
  readonly root: string;
  readonly shape: GardenShape;
  readonly patches: readonly Patch[];
  /** The command of ours that this process was started for, if any. */
  readonly command?: GardenCommand;
  /** Changes to Garden's modules without which they don't run on this Node. */
  readonly edits?: readonly SourceEdit[];
}

/** The module of Garden's that runs first, below its root. */
const mainModules: Readonly<Record<GardenShape, string>> = {
  npm: "cli/cli.js",
  bundle: "garden.mjs",
};

/** Patches the Garden that this process is about to load; must run before Garden's first module. From then on the process
 *  ends rather than reach a cluster unpatched, or go on where a later loader keeps the patch out. A second call in one
 *  process is noticed and changes nothing: it returns null. Throws an Error where no way to patch works. */
export async function attach({
  root,
  shape,
  patches,
  command,
  edits = [],
}: AttachOptions): Promise<GardenAccess | null> {
  const symbol = Symbol.for(runtimeKey);
  const globals: Record<symbol, Runtime | undefined> = globalThis;
  if (globals[symbol]) return null;

  let driver = (): TakenDriver | null => null;
  const garden = patchedGarden(patches, command ?? null, () => driver());
  globals[symbol] = garden.runtime;

  const names = namesFor(patches, command?.names ?? []);
  const files = rememberFiles(shape, root, names);
  const data = {
    root,
    main: root + mainModules[shape],
    names,
    edits,
    probe: probeUrl,
    known: files.known,
    debug: process.env[debugVariable] ?? null,
  };
  const chosen = await chooseDriver(driversFor(shape), data, files.learn);
  driver = chosen.driver;
  const { end } = standGuard(garden);
  void chosen.keptOut.then((reason) => end(`garden-pull-secrets: ${reason}`));
  process.once("exit", files.keep);
  return garden.access;
}

/** What to look for in Garden's modules. */
function namesFor(
  patches: readonly Patch[],
  ofCommand: readonly string[],
): DeclaredNames {
  const replaced = [
    ...patches.map(({ declares }) => declares),
    declaredCheck.declares,
  ];
  const used = [
    errorClass,
    versionFunction,
    ...patches.flatMap(({ uses }) => uses),
    ...ofCommand,
  ];
  const read = [...new Set(used)].filter((name) => !replaced.includes(name));
  return { replaced, read };
}
