/** The process of a patched npm Garden: `node npm-garden-main.js <core> <garden arguments>`. */
import { commandVariable } from "../commands/result.js";
import { patches } from "../patches/index.js";
import { attach } from "./attach.js";
import { commandFor } from "./command-for.js";
import { npmGardenRoot, runNpmGarden } from "./npm-garden.js";

const [core, ...args] = process.argv.slice(2);
if (core === undefined)
  throw new Error("usage: npm-garden-main <core> [garden arguments]");
const command = await commandFor(process.env[commandVariable]);
attach({ root: npmGardenRoot(core), patches, ...(command && { command }) });
await runNpmGarden(core, args);
