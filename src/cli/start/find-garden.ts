import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { foreignFile } from "./foreign-file.js";

/** A Garden that can be started. A binary keeps the name by which it was found, wherever its link leads: the shims of
 *  mise, aqua and volta are links to one program, which looks at its name. */
export type GardenInstallation =
  | { readonly kind: "npm"; readonly core: string }
  | { readonly kind: "binary"; readonly binary: string };

/** Where it lies, for people. */
export function nameOf(garden: GardenInstallation): string {
  return garden.kind === "npm" ? garden.core : garden.binary;
}

/** No Garden was found, or what was given is none. */
export class NoGardenError extends Error {
  override name = "NoGardenError";
}

/** Finds the Garden to run: the one given by --garden (a binary, the folder of an extracted one, or of
 *  `@garden-io/core`), else the one in the node_modules of `directory` or of a folder above it, else `garden` in PATH.
 *  Throws NoGardenError where there is none, and where what was found in node_modules, and not given, is somebody
 *  else's. */
export function findGarden(
  given: string | undefined,
  directory: string,
  searchPath = process.env["PATH"] ?? "",
  platform = process.platform,
): GardenInstallation {
  // Windows starts no other: npm's `garden` is a shell script there.
  const name = platform === "win32" ? "garden.exe" : "garden";
  if (given !== undefined) return garden(path.resolve(given), given, name);
  const core = coreNear(directory);
  if (core !== null) return { kind: "npm", core };
  const binary = searchPath
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, name))
    .find(isProgram);
  if (binary !== undefined)
    return { kind: "binary", binary: path.resolve(binary) };
  throw new NoGardenError(
    "No Garden found: there is no @garden-io/core in the project's node_modules and no `garden` in PATH. " +
      "Install Garden (https://docs.garden.io), or point to one with --garden <binary or folder>.",
  );
}

function garden(file: string, given: string, name: string): GardenInstallation {
  if (!existsSync(file))
    throw new NoGardenError(`--garden ${given}: no such file or folder.`);
  if (isCore(file)) return { kind: "npm", core: realpathSync(file) };
  if (isProgram(file)) return { kind: "binary", binary: file };
  const inside = path.join(file, name);
  if (isProgram(inside)) return { kind: "binary", binary: inside };
  throw new NoGardenError(
    `--garden ${given}: this is no Garden. It takes Garden's binary, the folder that holds it, ` +
      "or the folder of the npm package @garden-io/core.",
  );
}

function coreNear(directory: string): string | null {
  let folder = path.resolve(directory);
  for (;;) {
    const core = path.join(folder, "node_modules", "@garden-io", "core");
    if (isCore(core)) {
      expectOwn(core);
      return realpathSync(core);
    }
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

/** Whoever may write to a folder above the project can put a Garden there, which would run as this user. */
function expectOwn(core: string): void {
  const real = realpathSync(core);
  const foreign = foreignFile([
    path.dirname(path.dirname(core)),
    path.dirname(core),
    core,
    real,
    path.join(real, "package.json"),
    path.join(real, "build", "src", "cli", "cli.js"),
  ]);
  if (foreign === null) return;
  throw new NoGardenError(
    `${core} is not yours: ${foreign.file} belongs to user ${String(foreign.uid)}. ` +
      `If you trust it: --garden ${core}`,
  );
}

function isCore(folder: string): boolean {
  try {
    const { name } = JSON.parse(
      readFileSync(path.join(folder, "package.json"), "utf8"),
    ) as { name?: unknown };
    return (
      name === "@garden-io/core" &&
      existsSync(path.join(folder, "build", "src", "cli", "cli.js"))
    );
  } catch {
    return false;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
