import { Option, type Command } from "commander";
import type { CommandLine } from "../command-line.js";
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
import { UsageError } from "../usage-error.js";

interface CreateOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  readonly prepareProviders?: boolean;
  readonly context?: string;
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
    .usage(
      "[dir] [options] [-- <garden options>]\n" +
        "       garden-pull-secrets create --context <context> --name <name> --registry <registry...> [options]",
    )
    .argument("[dir]", `the folder of the project (default: ".")`)
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .addOption(prepareProvidersOption())
    .option(
      "--context <context>",
      "a context of your kubeconfig, instead of a project; needs kubectl",
    )
    .option(
      "--registry <registry...>",
      "a registry to take the login for; may be repeated",
    )
    .option("--name <name>", "the Secret, where imagePullSecrets names several")
    .option(
      "--namespace <namespace>",
      "its namespace (default: that of the provider config; with --context: default)",
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
        "print the Secret, with its credentials, instead of writing it: to a file or a pipe only",
      ).choices(["yaml"]),
    )
    .action(async (directory: string | undefined, options: CreateOptions) => {
      done(await create(directory, gardenArguments, options));
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
        "without a project",
        "garden-pull-secrets create --context dev --name dockerhub --registry docker.io",
      ],
    ],
  });
}

async function create(
  directory: string | undefined,
  gardenOptions: readonly string[],
  { context, ...options }: CreateOptions,
): Promise<number> {
  if (context === undefined) {
    const { createProject } = await import("./create-project.js");
    return await createProject({
      directory: directory ?? ".",
      gardenOptions,
      ...options,
    });
  }
  const { garden, env, providerOutput, prepareProviders, ...rest } = options;
  const ofProject = [directory, garden, env, providerOutput, prepareProviders];
  if (ofProject.some((given) => given !== undefined))
    throw new UsageError(
      "--context works without a project: leave [dir], --env, --garden, --provider-output and --prepare-providers out.",
    );
  const { name, registry, ...others } = rest;
  if (name === undefined || registry === undefined)
    throw new UsageError(
      "--context works without a project: it needs --name and --registry.",
    );
  const { createInContext } = await import("./create-in-context.js");
  return await createInContext({ context, name, registry, ...others });
}
