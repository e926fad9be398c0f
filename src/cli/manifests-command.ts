import type { Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { manifests, type ManifestsOptions } from "./manifests.js";
import { gardenOption, outputOption } from "./options.js";

/** The words of `manifests`. */
export function addManifests(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  root
    .command("manifests")
    .summary("show what Garden would create, and with which pull secrets")
    .description(
      "Shows the workloads that Garden would create for a project, and their pull secrets. Works without a cluster and " +
        "runs nothing of the project's; what can't be known that way is named with its reason. Deploys that have a " +
        "sync configuration are shown in sync mode.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .option("--env <environment>", "the environment, or namespace.environment")
    .option(
      "--all",
      "every kind of pod that Garden can make with this provider config, not only those of this project",
    )
    .addOption(outputOption(["table", "yaml", "json"]))
    .option("--unpatched", "as Garden makes them by itself")
    .option("--diff", "both, side by side")
    .action(async (directory: string, options: ManifestsOptions) =>
      done(await manifests(directory, gardenArguments, options)),
    );
}
