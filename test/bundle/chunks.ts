import { readFileSync } from "node:fs";
import path from "node:path";

/** The file below `rollup` that holds a module of Garden's, named by its path below build/src. */
export function chunkOf(root: string, module: string): string {
  const chunks = JSON.parse(
    readFileSync(path.join(root, "modules.json"), "utf8"),
  ) as Record<string, string>;
  const chunk = chunks[module];
  if (chunk === undefined) throw new Error(`no ${module} in the bundle`);
  return chunk;
}
