/** Registers another module loader when the choice of a driver has gone on for some turns of the event loop, and prints
 *  what became of a module of Garden's that is loaded after that: `node loader-at-main.js <turns> <URL of the loader>
 *  <folder with a main.mjs>`. */
import module from "node:module";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { chooseDriver } from "../../dist/attach/drivers/choose-driver.js";
import { driversFor } from "../../dist/attach/drivers/drivers.js";
import { runtimeKey } from "../../dist/attach/drivers/transform.js";
import { probeUrl } from "../../dist/attach/own-files.js";

const [turns, loader, folder] = process.argv.slice(2);
const root = `${pathToFileURL(folder).href}/`;
const main = `${root}main.mjs`;
let isPatched = false;
globalThis[Symbol.for(runtimeKey)] = { started: () => (isPatched = true) };
const data = {
  root,
  main,
  names: { replaced: [], read: [] },
  edits: [],
  probe: probeUrl,
  known: null,
  debug: null,
};
const choosing = chooseDriver(driversFor("npm"), data, () => undefined);
for (let turn = 0; turn < Number(turns); turn++) await setImmediate();
module.register(loader);
const { keptOut } = await choosing;
await import(main);
console.log(isPatched ? "patched" : `kept out: ${await keptOut}`);
