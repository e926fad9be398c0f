import { Option, type Command } from "commander";
import type { CommandLine } from "../command-line.js";
import type { ProjectPlace } from "../start/ask-project.js";
import { setManual } from "../manual.js";
import {
  colorVariables,
  dockerConfigFile,
  envOption,
  gardenOption,
  kubeconfigVariable,
  prepareProvidersOption,
  providerOutputOption,
  proxyVariables,
  wrongUsage,
} from "../options.js";
import type { GivenOutputs } from "../given-output.js";

interface CreateCommandOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  readonly prepareProviders?: boolean;
  readonly registry?: readonly string[];
  readonly name?: string;
  readonly namespace?: string;
  readonly verify?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output?: "yaml";
}

/** Declares the command `create`. */
export function addCreate(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const command = root
    .command("create")
    .summary("make a pull secret from the logins that docker has here")
    .description(
      "Makes or updates the source Secret that imagePullSecrets names, from the logins in docker's config, credentials " +
        "store and credential helpers. Says what it will write, and asks; without a terminal it needs --yes. Takes only " +
        "logins for registries of the project's images, unless others are named. Entries for other registries are kept. " +
        "Identity tokens are refused: a node can't use them.",
    )
    .usage("[dir] [options] [-- <garden options>]")
    .argument("[dir]", "the folder of the project", ".")
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .addOption(prepareProvidersOption())
    .option(
      "--registry <registry...>",
      "a registry to take the login for; may be repeated",
    )
    .option("--name <name>", "the Secret, where imagePullSecrets names several")
    .option(
      "--namespace <namespace>",
      "its namespace (default: that of the provider config)",
    )
    .option(
      "--verify",
      "ask the registries first whether they accept the logins",
    )
    .option("--dry-run", "write nothing")
    .option("--yes", "don't ask")
    .addOption(
      new Option(
        "-o, --output <format>",
        "print the Secret, with its credentials, instead of writing it: to a file or a pipe only. Needs no cluster; with --name, --namespace and --registry no project either",
      ).choices(["yaml"]),
    )
    .action(async (directory: string, options: CreateCommandOptions) => {
      const gardenOptions = gardenArguments;
      done(await create(options, { directory, gardenOptions }));
    });
  setManual(command, {
    exitCodes: [
      ["0", "it is written, printed, or shown (--dry-run)"],
      ["1", "you did not agree, or it could not be done"],
      wrongUsage,
    ],
    environment: [
      [
        "DOCKER_CONFIG",
        "the folder of docker's config.json (default: ~/.docker)",
      ],
      kubeconfigVariable,
      proxyVariables,
      colorVariables,
    ],
    files: [dockerConfigFile],
    examples: [
      [
        "after docker login: the Secret that the provider config names",
        "garden-pull-secrets create --registry docker.io",
      ],
      [
        "ask the registry first, and write nothing",
        "garden-pull-secrets create --registry ghcr.io --verify --dry-run",
      ],
      [
        "without a project, into the cluster of a context",
        "garden-pull-secrets create --name dockerhub --namespace registry-credentials --registry docker.io -o yaml | kubectl --context dev create -f -",
      ],
    ],
  });
}

async function create(
  { output, ...options }: CreateCommandOptions,
  place: Pick<ProjectPlace, "directory" | "gardenOptions">,
): Promise<number> {
  if (output === "yaml") {
    const { printSecret } = await import("./print-secret.js");
    return await printSecret({ ...place, ...options });
  }
  const { writeSecret } = await import("./write-secret.js");
  return await writeSecret({ ...place, ...options });
}
