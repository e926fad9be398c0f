import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
import { findGarden } from "../start/find-garden.js";
import { workloadsVariable } from "../../patches/workloads/workloads-option.js";
import { debugVariable } from "../../attach/drivers/debug-copy.js";
import { setManual, type Meaning } from "../manual.js";
import { gardenOption, knownFilesMeaning } from "../options.js";
import { patchVariables } from "../start/patch-variables.js";
import { startGarden } from "../start/start-garden.js";

interface RunOptions {
  readonly garden?: string;
  readonly workloads?: boolean;
}

/** Declares the command `run`. */
export function addRun(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const run = root
    .command("run")
    .summary("run Garden with the patch")
    .description(
      "Runs Garden with the patch. Arguments behind --, signals and the terminal go to Garden as they are, and its exit " +
        "code comes back.\n\n" +
        "A Garden that the patch does not fit stops before it touches the cluster. A program in Garden's place that did " +
        "not load the patch is reported, and counts as failed.",
    )
    .usage("[--garden <path>] [--workloads] -- <garden arguments>")
    .argument("[arguments...]", "Garden's own arguments")
    .addOption(gardenOption())
    .option(
      "--workloads",
      `give the pull secrets to your own \`kubernetes\` and \`helm\` Deploys, too (as ${workloadsVariable}=true)`,
    )
    .passThroughOptions()
    .action(async (args: string[], options: RunOptions) => {
      const { code } = await startGarden(
        findGarden(options.garden, process.cwd()),
        {
          cwd: process.cwd(),
          args: commandLine(args, gardenArguments),
          env: options.workloads ? { [workloadsVariable]: "true" } : {},
          stdio: "inherit",
        },
      );
      done(code);
    });
  setManual(run, {
    exitCodes: [
      ["0 to 255", "Garden's own; 128 + the number of a signal that ended it"],
      ["1", "also: no Garden was found, or it did not load the patch"],
      ["2", "also: wrong usage; Garden was not started"],
    ],
    environment: [
      [workloadsVariable, "true: as --workloads"],
      ...patchVariables.map(({ name }): Meaning => [
        name,
        "kept; the patch adds its --import for this one process",
      ]),
      [debugVariable, "a folder to write each changed source of Garden's to"],
    ],
    files: [knownFilesMeaning],
    examples: [
      [
        "deploy to an environment",
        "garden-pull-secrets run -- deploy --env dev",
      ],
      [
        "sync one Deploy, with your own charts and manifests covered as well",
        "garden-pull-secrets run --workloads -- sync start web --deploy",
      ],
      [
        "with a Garden that is not in PATH",
        "garden-pull-secrets run --garden ~/garden-0.13/garden -- version",
      ],
    ],
  });
}

/** Garden's command line. Where it begins without --, one that comes later is Garden's own. */
function commandLine(
  before: readonly string[],
  behind: readonly string[],
): readonly string[] {
  const separator = before.length > 0 && behind.length > 0 ? ["--"] : [];
  return [...before, ...separator, ...behind];
}
