import { closeSync, openSync, readSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stampOf, type KnownFile, type KnownFiles } from "./known-files.js";
import { beginsWith, type Found } from "../drivers/transform.js";

/** What of it can be seen to be so, without a look at all of a file: it is the same file, and each declaration stands where
 *  it was. All else is left out, and looked for again. */
export function believedFiles(known: KnownFiles): KnownFiles {
  return Object.fromEntries(
    Object.entries(known).filter(([url, file]) => isTrue(url, file)),
  );
}

function isTrue(url: string, { found, ...file }: KnownFile): boolean {
  const stamp = stampOf(url);
  return (
    stamp?.size === file.size &&
    stamp.mtimeMs === file.mtimeMs &&
    stamp.ctimeMs === file.ctimeMs &&
    (found.length === 0 || declaresAll(fileURLToPath(url), found))
  );
}

/** Holds a keyword, the longest name, and what stands behind it. */
const snippet = Buffer.alloc(256);

function declaresAll(file: string, found: readonly Found[]): boolean {
  try {
    const descriptor = openSync(file, "r");
    try {
      return found.every((entry) => {
        const length = readSync(descriptor, snippet, 0, 256, entry.at);
        return beginsWith(snippet.toString("latin1", 0, length), entry);
      });
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}
