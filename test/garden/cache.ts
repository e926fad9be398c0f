import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** Where this project keeps what is slow to make: `$XDG_CACHE_HOME`, else `~/.cache`. */
export function cacheFolder(...names: string[]): string {
  const given = process.env["XDG_CACHE_HOME"] ?? "";
  const base = given === "" ? path.join(homedir(), ".cache") : given;
  return path.join(base, "garden-pull-secrets", ...names);
}

/** The folder, filled by `make` if it isn't there. It appears complete or not at all; of two processes that make it at
 *  once, the first one's stays. */
export async function madeOnce(
  folder: string,
  make: (empty: string) => Promise<void> | void,
): Promise<string> {
  if (existsSync(folder)) return folder;
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(path.join(parent, ".draft-"));
  try {
    await make(draft);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Copies a folder without copying its contents where hard links can be made. A file of the copy must be replaced, not
 *  written to. */
export function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) linkFolder(source, target);
    else linkFile(source, target);
  }
}

/** A hard link, or a copy where the two are on different file systems. */
export function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    copyFileSync(from, to);
  }
}
