import { Option } from "commander";

/** Options that several commands have. */

export function gardenOption(): Option {
  return new Option(
    "--garden <path>",
    "Garden's binary, the folder that holds it, or the npm package @garden-io/core " +
      "(default: the project's node_modules, then PATH)",
  );
}

export function outputOption(choices: string[]): Option {
  return new Option("-o, --output <format>", "how to print the result")
    .choices(choices)
    .default("table");
}
