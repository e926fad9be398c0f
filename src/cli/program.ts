import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addCheck } from "./check/check-command.js";
import { addClean } from "./clean/clean-command.js";
import type { CommandLine } from "./command-line.js";
import { packageFile } from "./package-files.js";
import { formatHelp, setManual } from "./manual.js";
import { colorVariables, knownFilesMeaning, wrongUsage } from "./options.js";
import { addCreate } from "./create/create-command.js";
import { addDocs } from "./docs/docs-command.js";
import { addEnv } from "./env/env-command.js";
import { addExplain } from "./explain/explain-command.js";
import { addManifests } from "./manifests/manifests-command.js";
import { addRun } from "./run/run-command.js";
import { addSeams } from "./seams/seams-command.js";

/** The command line: its commands and their help. */
export function program(line: CommandLine): Command {
  const root = new Command("garden-pull-secrets")
    .description(
      "Makes the pods that Garden creates for itself pull with the imagePullSecrets of the provider config in project.garden.yml.\n\n" +
        "Garden's own arguments and options go behind --. Results are on stdout, messages about them on stderr.",
    )
    .usage("<command> [options]")
    .version(version())
    .enablePositionalOptions()
    .configureHelp({ formatHelp })
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
    addClean,
    addDocs,
  ])
    add(root, line);
  setManual(root, {
    exitCodes: [
      ["0", "it is done"],
      ["1", "it could not be done, a check failed, or a seam is missing"],
      wrongUsage,
    ],
    environment: [colorVariables],
    files: [
      knownFilesMeaning,
      [
        "docs/README.md",
        "in this package: the pages of the manual (garden-pull-secrets docs)",
      ],
    ],
    examples: [
      [
        "what would your project get? Needs no cluster",
        "garden-pull-secrets manifests . --diff",
      ],
      ["deploy with the patch", "garden-pull-secrets run -- deploy --env dev"],
      ["why does a pod wait?", "garden-pull-secrets explain ."],
    ],
  });
  return root;
}

function version(): string {
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string })
    .version;
}
