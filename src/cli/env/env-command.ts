import { Option, type Command } from "commander";
import type { CommandLine } from "../command-line.js";
import { env } from "./env.js";
import { setManual } from "../manual.js";
import { knownFilesMeaning, wrongUsage } from "../options.js";
import { workloadsVariable } from "../../patches/workloads/workloads-option.js";
import { shells, usageOf, type Shell } from "./shells.js";

/** Declares the command `env`. */
export function addEnv(root: Command, { done }: CommandLine): void {
  const command = root
    .command("env")
    .summary("print shell lines that patch every later `garden`")
    .description(
      "Prints a function `garden` for your shell, which starts Garden's official binary with the patch. Nothing is " +
        "exported; the function is gone with the shell.",
    )
    .addOption(
      new Option("--shell <name>", "the shell (default: by $SHELL)").choices(
        shells,
      ),
    )
    .action(async (options: { shell?: Shell }) => done(await env(options)));
  setManual(command, {
    exitCodes: [["0", "the lines are printed"], wrongUsage],
    environment: [
      ["SHELL", "the shell, where --shell names none"],
      [workloadsVariable, "true: as `run --workloads`; export it yourself"],
    ],
    files: [knownFilesMeaning],
    examples: shells.map((shell) => [shell, usageOf(shell)]),
  });
}
