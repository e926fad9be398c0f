#!/usr/bin/env node
import { CommanderError } from "commander";
import { printableLines } from "../config/printable.js";
import { GardenFailedError } from "./start/ask-garden.js";
import { say } from "./output/output.js";
import { program } from "./program.js";
import { UsageError } from "./usage-error.js";

// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const [, , ...words] = process.argv;
const separator = words.includes("--") ? words.indexOf("--") : words.length;

const cli = program({
  gardenArguments: words.slice(separator + 1),
  done: (code) => {
    process.exitCode = code;
  },
});
for (const command of [cli, ...cli.commands]) command.exitOverride();

try {
  await cli.parseAsync(words.slice(0, separator), { from: "user" });
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong, without a stack trace, and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof GardenFailedError) {
    process.stderr.write(error.output);
    return 1;
  }
  say(printableLines(error instanceof Error ? error.message : String(error)));
  return error instanceof UsageError ? 2 : 1;
}
