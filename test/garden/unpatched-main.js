/** Npm Garden as it is: `node unpatched-main.js <core> <garden arguments>`. */
import { runNpmGarden } from "../../dist/attach/npm-garden.js";

const [core, ...args] = process.argv.slice(2);
await runNpmGarden(core, args);
