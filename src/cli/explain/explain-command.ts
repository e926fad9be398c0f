import type { Command } from "commander";
import type { CommandLine } from "../command-line.js";
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
import type { ExplainOptions } from "./explain.js";

/** Declares the command `explain`. */
export function addExplain(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const command = root
    .command("explain")
    .summary("say why an image could not be pulled, and what to do")
    .description(
      "Says why an image could not be pulled, whether a credential was sent, and what to do. Looks at the pods of a " +
        "project that wait for their images; or takes messages of the kubelet, container runtimes, builders and " +
        "registries, without project or cluster. It prints no user names or credentials.\n\n" +
        "Without a folder, --message and -f it reads standard input: what kubectl prints, or messages, one a line. An " +
        "indented line, one that begins with a registry's error code (toomanyrequests:), and one behind a colon continue " +
        "the one before.",
    )
    .usage(
      "<dir> [--env <environment>] [options] [-- <garden options>]\n" +
        "       garden-pull-secrets explain [--message <text> | -f <file>] [-o text|json]",
    )
    .argument("[dir]", "the folder of the project whose pods are looked at")
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .addOption(prepareProvidersOption())
    .option("--message <text>", "one message; - takes all of standard input")
    .option(
      "-f, --file <file>",
      "events or pods as kubectl prints them with -o json or -o yaml, or as kubectl describe pod does, or a log; - takes standard input",
    )
    .addOption(outputOption(["text", "json"], "text"))
    .action(
      async (
        directory: string | undefined,
        options: Omit<ExplainOptions, "directory" | "gardenOptions">,
      ) => {
        const { explain } = await import("./explain.js");
        await explain({
          ...options,
          gardenOptions: gardenArguments,
          ...(directory !== undefined && { directory }),
        });
        done(0);
      },
    );
  setManual(command, {
    exitCodes: [
      ["0", "it is explained, there is no failed pull, or text tells of none"],
      [
        "1",
        "Garden refuses the project, the input can't be read, or no pod could be looked at",
      ],
      wrongUsage,
    ],
    environment: [kubeconfigVariable, colorVariables],
    files: [],
    examples: [
      ["the pods of this project", "garden-pull-secrets explain ."],
      [
        "what kubectl knows; pods and events both do",
        "kubectl get events -o json | garden-pull-secrets explain -f -",
      ],
      [
        "one message, for a script",
        "garden-pull-secrets explain -o json --message 'Failed to pull image \"nginx:1\": 429 Too Many Requests'",
      ],
    ],
  });
}
