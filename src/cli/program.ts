import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addCheck } from "./check-command.js";
import type { CommandLine } from "./command-line.js";
import { addCreate } from "./create-command.js";
import { addEnv } from "./env-command.js";
import { addExplain } from "./explain-command.js";
import { addManifests } from "./manifests-command.js";
import { addRun } from "./run-command.js";
import { addSeams } from "./seams-command.js";

/** The command line: its words and help. */
export function program(line: CommandLine): Command {
  const root = new Command("garden-pull-secrets")
    .description(
      "Makes every pod that Garden creates pull with the imagePullSecrets of your provider config.",
    )
    .version(version())
    .enablePositionalOptions()
    .showHelpAfterError(
      "Run `garden-pull-secrets --help` to see what there is.",
    );
  for (const add of [
    addRun,
    addEnv,
    addSeams,
    addManifests,
    addExplain,
    addCheck,
    addCreate,
  ])
    add(root, line);
  return root;
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string })
    .version;
}
