/** `manifests` inside a Garden with a table of only these rows: `node table-main.js <row>...`. */
import { attach } from "../../dist/attach/attach.js";
import { gardenCommands } from "../../dist/commands/index.js";
import { patches } from "../../dist/patches/index.js";
import { edits, gardenRoot, gardenShape, runGarden } from "./in-process.js";

const rows = process.argv.slice(2);
const command = await gardenCommands.manifests();
// Of a row that is left out, the command calls Garden's own function.
const names = [...command.names, ...patches.map(({ declares }) => declares)];
await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches: patches.filter(({ id }) => rows.includes(id)),
  command: { ...command, names },
});
await runGarden([
  "plugins",
  "container",
  "pull-secrets-manifests",
  "--",
  "--all",
]);
