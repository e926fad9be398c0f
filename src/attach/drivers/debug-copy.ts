import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Names a folder to which every source that was changed is written, as Node gets it, for reading. */
export const debugVariable = "GARDEN_PULL_SECRETS_DEBUG";

/** Writes the changed source of the module at `url`, which lies below `root`. Says so where that fails. */
export function writeDebugCopy(
  folder: string,
  root: string,
  url: string,
  source: string | Uint8Array,
): void {
  const file = path.join(folder, decodeURIComponent(url.slice(root.length)));
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, source);
  } catch (error) {
    process.stderr.write(
      `garden-pull-secrets: ${debugVariable}: ${file} can't be written: ${String(error)}\n`,
    );
  }
}
