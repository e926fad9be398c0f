/** Runs several Garden commands in one patched process, each from a line of stdin that holds its arguments as JSON:
 *  `node session-main.js`, in a project. After each, a line of stdout tells its exit code. */
import { createInterface } from "node:readline";
import { attach } from "../../dist/attach/attach.js";
import { npmBridges } from "../../dist/attach/npm-bridges.js";
import { loadNpmGarden, npmGardenRoot } from "../../dist/attach/npm-garden.js";
import { patches } from "../../dist/patches/index.js";
import { core } from "./project.js";
import { endingWith } from "./session-ending.js";

await attach({
  root: npmGardenRoot(core),
  shape: "npm",
  edits: npmBridges(process.versions.node),
  patches,
});
const { GardenCli } = await loadNpmGarden(core);
for await (const line of createInterface({ input: process.stdin })) {
  const cli = new GardenCli({ plugins: [], initLogger: true });
  const { code, consoleOutput = "" } = await cli.run({
    args: JSON.parse(line) as string[],
    exitOnError: false,
  });
  process.stdout.write(`${consoleOutput}\n${endingWith(code)}\n`);
}
process.exit();
