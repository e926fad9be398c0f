/** Runs several Garden commands in one patched process, one after the other: `node session-main.js`. Each line of stdin
 *  is one, as JSON (`SessionCommand`). After it, stdout and stderr tell its exit code. */
import { createInterface } from "node:readline";
import { npmBridges } from "../../dist/attach/npm-bridges.js";
import { loadNpmGarden, npmGardenRoot } from "../../dist/attach/npm-garden.js";
import { patchGarden } from "../../dist/attach/patch-garden.js";
import { core } from "./project.js";
import { endingWith, type SessionCommand } from "./session-ending.js";

await patchGarden({
  shape: "npm",
  root: npmGardenRoot(core),
  edits: npmBridges(process.versions.node),
});
const { GardenCli } = await loadNpmGarden(core);
for await (const line of createInterface({ input: process.stdin })) {
  const { args, cwd, env } = JSON.parse(line) as SessionCommand;
  if (cwd !== undefined) process.chdir(cwd);
  if (env) {
    for (const name of Object.keys(process.env))
      if (!(name in env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, env);
  }
  const cli = new GardenCli({ plugins: [], initLogger: true });
  const { code, consoleOutput } = await cli.run({
    args: [...args],
    exitOnError: false,
  });
  if (consoleOutput !== undefined) console.log(consoleOutput);
  for (const stream of [process.stdout, process.stderr])
    stream.write(endingWith(code));
}
process.exit();
