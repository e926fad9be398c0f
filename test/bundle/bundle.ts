import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  cacheFolder,
  linkFile,
  linkFolder,
  madeOnce,
} from "../garden/cache.js";
import { repository, temporaryFolder } from "../garden/project.js";
import { chunkOf } from "./chunks.js";
import { launcher, type LauncherVersion } from "./launcher.js";

/** Changes to sources, by their path below build/src. */
export type Changes = Readonly<Record<string, (source: string) => string>>;

export interface BundleOptions {
  /** The Node inside. */
  readonly node: string;
  readonly launcher?: LauncherVersion;
}

const here = fileURLToPath(new URL(".", import.meta.url));

/** Npm Garden as a bundle, in the folder layout of the official binary, with the given Node inside: the path of the
 *  folder. It is made once and kept in the cache folder. */
export async function bundledGarden({
  node,
  launcher: version = "0.13.24",
}: BundleOptions): Promise<string> {
  const folder = cacheFolder("bundle", bundleKey());
  const bundled = await madeOnce(path.join(folder, "bundled"), makeBundle);
  const text = launcher(version);
  const id = createHash("sha256").update(`${node} ${text}`).digest("hex");
  return await madeOnce(path.join(folder, id.slice(0, 12)), (root) => {
    linkFolder(bundled, root);
    mkdirSync(path.join(root, "bin"));
    linkFile(node, path.join(root, "bin", "node"));
    const program = path.join(root, "garden");
    writeFileSync(program, text, { mode: 0o755 });
  });
}

/** A copy of a bundle in which the chunks that hold the named sources differ. */
export function changedBundle(root: string, changes: Changes): string {
  const copy = path.join(temporaryFolder(), "garden");
  linkFolder(root, copy);
  for (const [module, change] of Object.entries(changes)) {
    const chunk = path.join(copy, "rollup", chunkOf(root, module));
    const source = readFileSync(chunk, "utf8");
    const changed = change(source);
    if (changed === source) throw new Error(`${module} was not changed`);
    const replacement = `${chunk}.new`;
    writeFileSync(replacement, changed);
    renameSync(replacement, chunk);
  }
  return copy;
}

/** Takes a minute and 2.7 GB of memory. */
async function makeBundle(folder: string): Promise<void> {
  const loader = createRequire(import.meta.url).resolve("tsx");
  await promisify(execFile)(process.execPath, [
    "--max-old-space-size=6000",
    "--import",
    pathToFileURL(loader).href,
    path.join(here, "make-main.ts"),
    folder,
  ]);
  cpSync(path.join(repository, "static"), path.join(folder, "static"), {
    recursive: true,
  });
}

/** Changes with every version of Garden, Rollup and their dependencies, and with the way they are put together. */
function bundleKey(): string {
  const hash = createHash("sha256");
  hash.update(readFileSync(path.join(repository, "package-lock.json")));
  for (const file of ["entry.js", "make-main.ts", "plugins.ts"])
    hash.update(readFileSync(path.join(here, file)));
  return hash.digest("hex").slice(0, 16);
}
