import type { Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { gardenOption, outputOption } from "./options.js";
import { seams, type SeamsOptions } from "./seams.js";

/** The words of `seams`. */
export function addSeams(root: Command, { done }: CommandLine): void {
  root
    .command("seams")
    .summary("show what the patch attached to in your Garden")
    .description(
      "Shows which Garden was found and, for each function that the patch needs, whether it is there. " +
        "Exits with 1 where a mandatory one is missing. Needs no project and no cluster.",
    )
    .addOption(gardenOption())
    .addOption(outputOption(["table", "json"]))
    .action(async (options: SeamsOptions) => done(await seams(options)));
}
