import { realpathSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { answerHandshake } from "./report-loaded.js";
import { withoutOwnFlag } from "./own-flag.js";
import { patchGarden } from "./patch-garden.js";

/** Patches the official binary's Garden in `root`, which this process is about to load. `own` is the URL of the module
 *  that `--import` names: programs that Garden starts don't get to see it. */
export async function patchBundle(root: string, own: string): Promise<void> {
  const kept = withoutOwnFlag(process.env, own);
  for (const variable of [
    "NODE_OPTIONS",
    "GARDEN_NODE_EXTRA_PARAMS",
  ] as const) {
    Reflect.deleteProperty(process.env, variable);
    if (kept[variable] !== undefined) process.env[variable] = kept[variable];
  }
  answerHandshake();
  await patchGarden({
    shape: "bundle",
    root: `${pathToFileURL(path.join(realpathSync(root), "rollup")).href}/`,
  });
}
