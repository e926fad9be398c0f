import { CommanderError } from "commander";
import { printableLines } from "../config/printable.js";
import { GardenFailedError } from "./start/ask-garden.js";
import { say } from "./output/output.js";
import { UsageError } from "./usage-error.js";

/** Says what went wrong, without a stack trace, and returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof GardenFailedError) {
    process.stderr.write(error.output);
    return 1;
  }
  say(printableLines(error instanceof Error ? error.message : String(error)));
  return error instanceof UsageError ? 2 : 1;
}
