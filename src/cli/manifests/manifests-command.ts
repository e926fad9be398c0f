import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
import type { ManifestsOptions } from "./manifests.js";
import { setManual } from "../manual.js";
import {
  colorVariables,
  envOption,
  gardenOption,
  knownFilesMeaning,
  outputOption,
  providerOutputOption,
  wrongUsage,
} from "../options.js";

/** Declares the command `manifests`. */
export function addManifests(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const command = root
    .command("manifests")
    .summary("show what Garden would create, and with which pull secrets")
    .description(
      "Shows the workloads that Garden would create for a project, and their pull secrets. Needs no cluster, and runs " +
        "nothing of the project's; what can't be known that way is named on stderr, with its reason. Deploys with a sync " +
        "configuration are shown in sync mode.\n\n" +
        "-o yaml and -o json print whole manifests. What else a Deploy holds, such as Services and Secrets, is only named " +
        "on stderr.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .option(
      "--all",
      "every kind of pod that Garden can make with this provider config",
    )
    .option(
      "--workloads",
      "with pull secrets for your own `kubernetes` and `helm` Deploys, too, as `run --workloads` gives them",
    )
    .addOption(outputOption(["table", "yaml", "json"]))
    .option("--unpatched", "without the patch")
    .option("--diff", "without and with the patch, side by side; changes first")
    .action(async (directory: string, options: ManifestsOptions) => {
      const { manifests } = await import("./manifests.js");
      done(await manifests(directory, gardenArguments, options));
    });
  setManual(command, {
    exitCodes: [
      [
        "0",
        "the workloads are shown, whatever is missing in them, or there is none",
      ],
      [
        "1",
        "Garden refuses the project, no Garden was found, or nothing is known of what the project makes",
      ],
      wrongUsage,
    ],
    environment: [colorVariables],
    files: [
      [".garden", "Garden writes into this folder of the project"],
      knownFilesMeaning,
    ],
    examples: [
      [
        "what the patch changes in the project of this folder",
        "garden-pull-secrets manifests --diff",
      ],
      [
        "every pod that Garden could make, for a script",
        "garden-pull-secrets manifests --all --diff -o json",
      ],
      [
        "whole manifests, with a variable of the project set",
        "garden-pull-secrets manifests ../shop --env dev -o yaml -- --var replicas=2",
      ],
    ],
  });
}
