import type { Command } from "commander";
import type { CheckOptions } from "./check.js";
import type { CommandLine } from "./command-line.js";
import { outputOption } from "./options.js";

/** The words of `check`. */
export function addCheck(root: Command, { done }: CommandLine): void {
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
    .action(async (options: CheckOptions) => {
      const { check } = await import("./check.js");
      done(await check(options));
    });
}
