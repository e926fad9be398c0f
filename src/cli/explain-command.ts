import { Option, type Command } from "commander";
import type { CommandLine } from "./command-line.js";
import { gardenOption } from "./options.js";
import { explain, type ExplainOptions } from "./explain.js";

/** The words of `explain`. */
export function addExplain(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  root
    .command("explain")
    .summary("say why an image could not be pulled, and what to do")
    .description(
      "Says why an image could not be pulled, whether a credential was sent, and what to do. Takes messages of the " +
        "kubelet, container runtimes, builders and registries, or XX names and credentials are left out of what it prints.\n\n" +
        "From standard input it takes one message a line; an indented line, or one that begins with an error code of a " +
        "registry (toomanyrequests:), continues the one before.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project whose pods are looked at")
    .addOption(gardenOption())
    .option("--env <environment>", "the environment, or namespace.environment")
    .option("--message <text>", "one message; - takes all of standard input")
    .option(
      "-f, --file <file>",
      "events or pods as kubectl prints them with -o json or -o yaml; - takes standard input",
    )
    .addOption(
      new Option("-o, --output <format>", "how to print the result")
        .choices(["text", "json"])
        .default("text"),
    )
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  garden-pull-secrets explain .\n" +
        "  kubectl get events -o json | garden-pull-secrets explain -f -\n" +
        "  kubectl get pods -o json | garden-pull-secrets explain -f - -o json\n" +
        `  garden-pull-secrets explain --message 'Failed to pull image "nginx:1": ...'\n`,
    )
    .action(
      async (
        directory: string | undefined,
        options: Omit<ExplainOptions, "directory" | "gardenOptions">,
      ) => {
        await explain({
          ...options,
          gardenOptions: gardenArguments,
          ...(directory !== undefined && { directory }),
        });
        done(0);
      },
    );
}
