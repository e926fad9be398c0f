/** Npm Garden as it is: `node unpatched-main.js <core> <garden arguments>`. */
import { chooseDriver } from "../../dist/attach/drivers/choose-driver.js";
import { driversFor } from "../../dist/attach/drivers/drivers.js";
import { npmBridges } from "../../dist/attach/npm-bridges.js";
import { npmGardenRoot, runNpmGarden } from "../../dist/attach/npm-garden.js";
import { probeUrl } from "../../dist/attach/own-files.js";

const [core, ...args] = process.argv.slice(2);
const edits = npmBridges(process.versions.node);
if (edits.length > 0) {
  const data = {
    root: npmGardenRoot(core),
    names: { replaced: [], read: [] },
    edits,
    probe: probeUrl,
    known: null,
    debug: null,
  };
  await chooseDriver(driversFor("npm"), data, () => undefined);
}
await runNpmGarden(core, args);
