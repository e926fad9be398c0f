import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
import type { GivenOutputs } from "../given-output.js";
import { setManual } from "../manual.js";
import {
  colorVariables,
  envOption,
  gardenOption,
  kubeconfigVariable,
  outputOption,
  prepareProvidersOption,
  providerOutputOption,
  wrongUsage,
} from "../options.js";

interface CleanOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  readonly prepareProviders?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output: "table" | "json";
}

/** Declares the command `clean`. */
export function addClean(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const command = root
    .command("clean")
    .summary("remove what the patch has written to the cluster")
    .description(
      "Removes the patch's copies of pull secrets in the namespaces of a project, and its references on " +
        "ServiceAccounts. Says what it will remove, and asks; without a terminal it needs --yes. What a pod or a workload " +
        "needs is kept, and named with the command that frees it; what was there before the patch is kept, too.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .addOption(prepareProvidersOption())
    .option("--dry-run", "write nothing")
    .option("--yes", "don't ask")
    .addOption(outputOption(["table", "json"]))
    .action(async (directory: string, options: CleanOptions) => {
      const { cleanProject } = await import("./clean-project.js");
      done(
        await cleanProject({
          directory,
          gardenOptions: gardenArguments,
          ...options,
        }),
      );
    });
  setManual(command, {
    exitCodes: [
      [
        "0",
        "it is removed, would be (--dry-run), or was there before the patch",
      ],
      [
        "1",
        "something is still needed, could not be removed or read, you did not agree, Garden refuses the project, no Garden was found, or no provider is covered",
      ],
      wrongUsage,
    ],
    environment: [kubeconfigVariable, colorVariables],
    files: [
      [
        "docs/cluster.md",
        "in this package: what is removed, and why (garden-pull-secrets docs cluster)",
      ],
      ["docs/rbac.yaml", "in this package: the rights that are needed"],
    ],
    examples: [
      [
        "what is there of the patch, and what needs it",
        "garden-pull-secrets clean --dry-run",
      ],
      ["for a script", "garden-pull-secrets clean --env dev --yes -o json"],
    ],
  });
}
