import { believedFiles } from "./believed-files.js";
import { cacheFolder } from "./cache-folder.js";
import type { GardenShape } from "../drivers/drivers.js";
import {
  knownFilesPath,
  readKnownFiles,
  writeKnownFiles,
  type KnownFile,
  type KnownFiles,
} from "./known-files.js";
import type { Learn } from "../drivers/source-patcher.js";
import type { DeclaredNames } from "../drivers/transform.js";

/** What was known of Garden's files when this process started, and what it learns. */
export interface RememberedFiles {
  readonly known: KnownFiles | null;
  readonly learn: Learn;
  /** Keeps what was learned, if anything was, for later processes. */
  readonly keep: () => void;
}

/** A bundle's files are megabytes long, and few; npm's many small ones are searched as fast as their size is asked for,
 *  so nothing of them is remembered. */
export function rememberFiles(
  shape: GardenShape,
  root: string,
  names: DeclaredNames,
): RememberedFiles {
  if (shape === "npm")
    return { known: null, learn: () => undefined, keep: () => undefined };
  const file = knownFilesPath(cacheFolder(), root, names);
  const known = believedFiles(readKnownFiles(file, root, names));
  const learned: Record<string, KnownFile> = {};
  return {
    known,
    learn: (url, entry) => (learned[url] = entry),
    keep: () => {
      if (Object.keys(learned).length > 0)
        writeKnownFiles(file, { ...known, ...learned });
    },
  };
}
