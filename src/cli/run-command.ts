import type { Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { findGarden } from "./find-garden.js";
import { workloadsVariable } from "../patches/workloads-option.js";
import { gardenOption } from "./options.js";
import { startGarden } from "./start-garden.js";

interface RunOptions {
  readonly garden?: string;
  readonly workloads?: boolean;
}

/** The words of `run`. */
export function addRun(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  root
    .command("run")
    .summary("run Garden with the patch")
    .description(
      "Runs Garden with the patch. What stands after -- goes to Garden as it is; so do signals and the terminal, " +
        "and Garden's exit code comes back.",
    )
    .usage("[--garden <path>] [--workloads] -- <garden arguments>")
    .argument("[arguments...]", "Garden's own arguments")
    .addOption(gardenOption())
    .option(
      "--workloads",
      `your own workloads as well: \`kubernetes\` and \`helm\` Deploys (as ${workloadsVariable}=true)`,
    )
    .passThroughOptions()
    .addHelpText(
      "after",
      "\nExample:\n  garden-pull-secrets run -- deploy --env dev\n",
    )
    .action(async (args: string[], options: RunOptions) => {
      const { code } = await startGarden(
        findGarden(options.garden, process.cwd()),
        {
          cwd: process.cwd(),
          args: [...args, ...gardenArguments],
          env: options.workloads ? { [workloadsVariable]: "true" } : {},
          stdio: "inherit",
        },
      );
      done(code);
    });
}
