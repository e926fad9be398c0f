/** The process of a patched npm Garden: `node npm-garden-main.js <core> <garden arguments>`. */
import { npmBridges } from "./npm-bridges.js";
import { npmGardenRoot, runNpmGarden } from "./npm-garden.js";
import { patchGarden } from "./patch-garden.js";

const [core, ...args] = process.argv.slice(2);
if (core === undefined)
  throw new Error("usage: npm-garden-main <core> [garden arguments]");
await patchGarden({
  shape: "npm",
  root: npmGardenRoot(core),
  edits: npmBridges(process.versions.node),
});
await runNpmGarden(core, args);
