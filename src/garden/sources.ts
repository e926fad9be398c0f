import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Garden } from "./garden.js";

/** A folder of Garden's for something that a project takes from elsewhere. */
export interface SourceFolder {
  /** As the project calls it. */
  readonly name: string;
  readonly folder: string;
}

/** The folders that a failed download has left empty. Garden (util/ext-source-util.ts, vcs/git.ts) keeps each source in
 *  `sources/<kind>/<name>--<hash>`, and the next time takes a folder that is there for the source. */
export function emptySources({ gardenDirPath }: Garden): SourceFolder[] {
  const sources = path.join(gardenDirPath, "sources");
  return foldersIn(sources)
    .flatMap(foldersIn)
    .filter((folder) => readdirSync(folder).length === 0)
    .map((folder) => ({
      name: path.basename(folder).replace(/--[0-9a-f]+$/, ""),
      folder,
    }));
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
}
