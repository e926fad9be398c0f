import type { Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { gardenOption, outputOption } from "./options.js";

interface CleanOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output: "table" | "json";
}

/** The words of `clean`. */
export function addClean(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  root
    .command("clean")
    .summary("remove what the patch has written to the cluster")
    .description(
      "Removes the copies of pull secrets that the patch has made in the namespaces of a project, and the references " +
        "that it has put on ServiceAccounts. Says what it will remove, and asks. What a pod or a workload needs stays, " +
        "with the command that frees it, and the exit code is 1; so does what was there before the patch.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .option("--env <environment>", "the environment, or namespace.environment")
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
}
