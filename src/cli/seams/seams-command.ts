import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
import { setManual } from "../manual.js";
import {
  colorVariables,
  gardenOption,
  knownFilesMeaning,
  outputOption,
  wrongUsage,
} from "../options.js";
import type { SeamsOptions } from "./seams.js";

/** Declares the command `seams`. */
export function addSeams(root: Command, { done }: CommandLine): void {
  const command = root
    .command("seams")
    .summary("show what the patch attached to in your Garden")
    .description(
      "Shows which Garden was found, how the patch got into it, and whether each function that it replaces is " +
        "attached, fixed upstream, not in this version, or missing, and why. Needs no project and no cluster.",
    )
    .addOption(gardenOption())
    .addOption(outputOption(["table", "json"]))
    .action(async (options: SeamsOptions) => {
      const { seams } = await import("./seams.js");
      done(await seams(options));
    });
  setManual(command, {
    exitCodes: [
      ["0", "all that the patch can't do without is there"],
      ["1", "a mandatory seam is missing, or no Garden was found"],
      wrongUsage,
    ],
    environment: [colorVariables],
    files: [knownFilesMeaning],
    examples: [
      ["the Garden that `run` would start here", "garden-pull-secrets seams"],
      [
        "before an upgrade: a Garden that lies elsewhere",
        "garden-pull-secrets seams --garden ~/Downloads/linux-amd64 -o json",
      ],
    ],
  });
}
