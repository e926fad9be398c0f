import { Option, type Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { env } from "./env.js";
import { shells, usageOf, type Shell } from "./shells.js";

/** The words of `env`. */
export function addEnv(root: Command, { done }: CommandLine): void {
  root
    .command("env")
    .summary("print shell lines that patch every later `garden`")
    .description(
      "Prints lines for your shell: a function `garden` that starts Garden's official binary with the patch. Nothing is " +
        "exported; the function is gone with the shell.",
    )
    .addOption(
      new Option("--shell <name>", "the shell (default: by $SHELL)").choices(
        shells,
      ),
    )
    .addHelpText(
      "after",
      `\nUsage in each shell:\n${shells.map((shell) => `  ${shell.padEnd(12)}${usageOf(shell)}\n`).join("")}`,
    )
    .action(async (options: { shell?: Shell }) => done(await env(options)));
}
