import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { shells, usageOf, type Shell } from "./shells.js";
import { addExplain } from "./explain-command.js";

/** What the command line was understood to ask for. */
export interface Handlers {
  run(args: readonly string[], options: { garden?: string }): Promise<number>;
  env(options: { shell?: Shell }): Promise<number>;
  seams(options: {
    garden?: string;
    output: "table" | "json";
  }): Promise<number>;
  check(options: {
    file: string;
    image: string[];
    output: "table" | "json";
  }): Promise<number>;
  manifests(
    directory: string,
    gardenOptions: readonly string[],
    options: {
      garden?: string;
      env?: string;
      all?: boolean;
      output: "table" | "yaml" | "json";
      unpatched?: boolean;
      diff?: boolean;
    },
  ): Promise<number>;
}

/** The command line: its words and help. Each command hands what was given to a handler, and the handler's exit code to
 *  `done`. `gardenArguments` is what stood behind `--`: it is Garden's, and never looked at here. */
export function program(
  handlers: Handlers,
  gardenArguments: readonly string[],
  done: (code: number) => void,
): Command {
  const root = new Command("garden-pull-secrets")
    .description(
      "Makes every pod that Garden creates pull with the imagePullSecrets of your provider config.",
    )
    .version(version())
    .enablePositionalOptions()
    .showHelpAfterError(
      "Run `garden-pull-secrets --help` to see what there is.",
    );

  root
    .command("run")
    .summary("run Garden with the patch")
    .description(
      "Runs Garden with the patch. What stands after -- goes to Garden as it is; so do signals and the terminal, " +
        "and Garden's exit code comes back.",
    )
    .usage("[--garden <path>] -- <garden arguments>")
    .argument("[arguments...]", "Garden's own arguments")
    .addOption(gardenOption())
    .passThroughOptions()
    .addHelpText(
      "after",
      "\nExample:\n  garden-pull-secrets run -- deploy --env dev\n",
    )
    .action(async (args: string[], options: { garden?: string }) => {
      done(await handlers.run([...args, ...gardenArguments], options));
    });

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
    .action(async (options: { shell?: Shell }) => {
      done(await handlers.env(options));
    });

  root
    .command("seams")
    .summary("show what the patch attached to in your Garden")
    .description(
      "Shows which Garden was found and, for each function that the patch needs, whether it is there. " +
        "Exits with 1 where a mandatory one is missing. Needs no project and no cluster.",
    )
    .addOption(gardenOption())
    .addOption(outputOption(["table", "json"]))
    .action(async (options: { garden?: string; output: "table" | "json" }) => {
      done(await handlers.seams(options));
    });

  root
    .command("manifests")
    .summary("show what Garden would create, and with which pull secrets")
    .description(
      "Shows the workloads that Garden would create for a project, and their pull secrets. Works without a cluster and " +
        "runs nothing of the project's; what can't be known that way is named with its reason. Deploys that have a " +
        "sync configuration are shown in sync mode.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .option("--env <environment>", "the environment, or namespace.environment")
    .option(
      "--all",
      "every kind of pod that Garden can make with this provider config, not only those of this project",
    )
    .addOption(outputOption(["table", "yaml", "json"]))
    .option("--unpatched", "as Garden makes them by itself")
    .option("--diff", "both, side by side")
    .action(
      async (
        directory: string,
        options: Parameters<Handlers["manifests"]>[2],
      ) => {
        done(await handlers.manifests(directory, gardenArguments, options));
      },
    );

  addExplain(root, done);
  root
    .command("check")
    .summary("show what a node would pull images with")
    .description(
      "Shows which Secrets of a file a node would pull each image with, in which order, by the kubelet's own rules. " +
        "Asks neither a cluster nor a registry. Exits with 1 where a Secret or an image's name would fail the pod.",
    )
    .usage("-f <file> --image <image...> [-o table|json]")
    .requiredOption(
      "-f, --file <file>",
      "Secrets as YAML or JSON, in the order in which the pod names them; - for stdin",
    )
    .requiredOption(
      "--image <image...>",
      "an image, as the pod names it; may be given again",
    )
    .addOption(outputOption(["table", "json"]))
    .action(async (options: Parameters<Handlers["check"]>[0]) => {
      done(await handlers.check(options));
    });

  return root;
}

function gardenOption(): Option {
  return new Option(
    "--garden <path>",
    "Garden's binary, the folder that holds it, or the npm package @garden-io/core " +
      "(default: the project's node_modules, then PATH)",
  );
}

function outputOption(choices: string[]): Option {
  return new Option("-o, --output <format>", "how to print the result")
    .choices(choices)
    .default("table");
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string })
    .version;
}
