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
  proxyVariables,
  wrongUsage,
} from "../options.js";
import type { GivenOutputs } from "../given-output.js";
import { UsageError } from "../usage-error.js";

interface CheckOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  readonly prepareProviders?: boolean;
  readonly offline?: boolean;
  readonly file?: string;
  readonly image?: readonly string[];
  readonly output: "table" | "json";
}

/** Declares the command `check`. */
export function addCheck(
  root: Command,
  { gardenArguments, done }: CommandLine,
): void {
  const command = root
    .command("check")
    .summary("check the pull secrets of a project, or of a file")
    .description(
      "Checks the pull secrets of a project: whether the Secrets are in the cluster and a node can use them, whether " +
        "registries accept their logins, how many pulls Docker Hub still grants, and which Secret serves each image. " +
        "Writes nothing to the cluster, and runs nothing of the project's unless --prepare-providers is given. Asks " +
        "registries by HEAD, which costs no pull.\n\n" +
        "With -f it shows which Secrets of a file a node would pull each image with, in which order, by the kubelet's " +
        "own rules, and asks neither a cluster nor a registry.",
    )
    .usage(
      "[dir] [options] [-- <garden options>]\n" +
        "       garden-pull-secrets check -f <file> --image <image...> [-o table|json]",
    )
    .argument("[dir]", `the folder of the project (default: ".")`)
    .addOption(gardenOption())
    .addOption(envOption())
    .addOption(providerOutputOption())
    .addOption(prepareProvidersOption())
    .option("--offline", "ask no registry")
    .option(
      "-f, --file <file>",
      "Secrets as YAML or JSON, in the pod's order; - takes standard input",
    )
    .option(
      "--image <image...>",
      "with -f: an image, as the pod names it; may be repeated",
    )
    .addOption(outputOption(["table", "json"]))
    .action(async (directory: string | undefined, options: CheckOptions) => {
      done(await check(directory, gardenArguments, options));
    });
  setManual(command, {
    exitCodes: [
      ["0", "no check failed; a warning or a skipped check is no failure"],
      [
        "1",
        "a check failed, Garden refuses the project, no Garden was found, or no provider is covered; with -f: a Secret or an image's name would fail the pod, no login for an image can work, or no Secret was given",
      ],
      wrongUsage,
    ],
    environment: [kubeconfigVariable, proxyVariables, colorVariables],
    files: [
      [
        "docs/checks.md",
        "in this package: a section for each check (garden-pull-secrets docs checks)",
      ],
      ["docs/rbac.yaml", "in this package: the rights that are needed"],
    ],
    examples: [
      ["the project of this folder", "garden-pull-secrets check --env dev"],
      [
        "its Secrets only; no registry is asked",
        "garden-pull-secrets check --offline",
      ],
      [
        "what would a node pull nginx with?",
        "kubectl get secret dockerhub -o yaml | garden-pull-secrets check -f - --image nginx",
      ],
    ],
  });
}

async function check(
  directory: string | undefined,
  gardenOptions: readonly string[],
  { file, image, ...options }: CheckOptions,
): Promise<number> {
  if (file === undefined) {
    if (image !== undefined)
      throw new UsageError("--image goes with -f, a file of Secrets.");
    const { checkProject } = await import("./check-project.js");
    return await checkProject({
      directory: directory ?? ".",
      gardenOptions,
      ...options,
    });
  }
  if (image === undefined)
    throw new UsageError("-f goes with --image: what is to be pulled?");
  const { output, ...others } = options;
  if (
    [directory, ...Object.values(others)].some((given) => given !== undefined)
  )
    throw new UsageError(
      "-f looks at a file alone: it goes with --image and -o only.",
    );
  const { checkFile } = await import("./check-file.js");
  return await checkFile({ file, image, output });
}
