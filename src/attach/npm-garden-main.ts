/** The process of a patched npm Garden: `node npm-garden-main.js <core> <garden arguments>`. */
import { patches } from "../patches/index.js";
import { attach } from "./attach.js";
import { npmBridges } from "./npm-bridges.js";
import { npmGardenRoot, runNpmGarden } from "./npm-garden.js";
import { startedCommand } from "./started-command.js";

const [core, ...args] = process.argv.slice(2);
if (core === undefined)
  throw new Error("usage: npm-garden-main <core> [garden arguments]");
const command = await startedCommand();
await attach({
  root: npmGardenRoot(core),
  shape: "npm",
  patches,
  edits: npmBridges(process.versions.node),
  ...(command && { command }),
});
await runNpmGarden(core, args);
