import { closeSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "../../garden/project.js";
import type { Cluster } from "../cluster.js";
import { allCredentials, findings } from "../suites/credentials.js";

/** Remembers every credential that there ever was in the cluster, and looks for them in all that Garden says. */
export interface CredentialSearch {
  /** Takes a credential that may be gone by the next search. */
  readonly know: (...forms: string[]) => void;
  /** The text without any of them, for people. */
  readonly redact: (text: string) => string;
  /** Takes what a Garden printed. */
  readonly hear: (where: string, text: string) => void;
  /** Takes a folder where Garden writes. */
  readonly watch: (folder: string) => void;
  /** Where a credential stands, in what was heard and written since the last time. */
  readonly find: () => Promise<string[]>;
}

/** A credential may have been written in two pieces. */
const overlap = 4096;

export function searchCredentials(cluster: Cluster): CredentialSearch {
  const words = new Set<string>();
  const folders: string[] = [];
  const read = new Map<string, number>();
  let heard: { where: string; text: string }[] = [];
  return {
    know: (...forms) => forms.forEach((form) => words.add(form)),
    redact: (text) =>
      [...words].reduce(
        (clean, word) => clean.replaceAll(word, "[credential]"),
        text,
      ),
    hear: (where, text) => void heard.push({ where, text }),
    watch: (folder) => void folders.push(folder),
    async find() {
      for (const word of await allCredentials(cluster)) words.add(word);
      const written = folders.flatMap((folder) =>
        filesBelow(folder)
          .filter((file) => file.startsWith(".garden/"))
          .filter((file) => !file.startsWith(".garden/tools/"))
          .map((file) => ({
            where: file,
            text: readNew(path.join(folder, file), read),
          })),
      );
      const said = [...heard, ...written];
      heard = [];
      return findings(said, words);
    },
  };
}

function readNew(file: string, read: Map<string, number>): string {
  const { size } = statSync(file);
  const known = read.get(file) ?? 0;
  // One that is shorter than it was has been written again.
  const start = size < known ? 0 : Math.max(0, known - overlap);
  read.set(file, size);
  const bytes = Buffer.alloc(size - start);
  const opened = openSync(file, "r");
  try {
    readSync(opened, bytes, 0, bytes.length, start);
  } finally {
    closeSync(opened);
  }
  return bytes.toString();
}
