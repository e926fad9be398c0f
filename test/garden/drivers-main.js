/** Chooses among the drivers for a shape of Garden, of which some are made to do nothing, and prints the choice:
 *  `node drivers-main.js <npm|bundle> [<driver to break> ...]`. */
import { chooseDriver } from "../../dist/attach/drivers/choose-driver.js";
import { driversFor } from "../../dist/attach/drivers/drivers.js";
import { probeUrl } from "../../dist/attach/own-files.js";

const [shape, ...broken] = process.argv.slice(2);
const ended = [];
const drivers = driversFor(shape).map((driver) => ({
  ...driver,
  install: (data, learn) => {
    const end = broken.includes(driver.name)
      ? () => undefined
      : driver.install(data, learn);
    return () => {
      ended.push(driver.name);
      end();
    };
  },
}));
try {
  const data = {
    root: "file:///nowhere/",
    main: "file:///nowhere/garden.mjs",
    names: { replaced: [], read: [] },
    edits: [],
    probe: probeUrl,
    known: null,
    debug: null,
  };
  const { driver } = await chooseDriver(drivers, data, () => undefined);
  console.log(JSON.stringify({ name: driver().name, ended }));
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
