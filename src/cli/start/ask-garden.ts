import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { GardenCommandName } from "../../commands/index.js";
import type { Refusal } from "../../commands/result.js";
import type { OutputOptions } from "../../commands/inside/provider-outputs.js";
import {
  commandVariable,
  outputsVariable,
  resultVariable,
} from "../../commands/variables.js";
import {
  nameOf,
  NoGardenError,
  type GardenInstallation,
} from "./find-garden.js";
import { startGarden } from "./start-garden.js";
import { inTemporaryFolder } from "./temporary-folder.js";

/** Garden ended without an answer; `output` is the reason, in its own words. */
export class GardenFailedError extends Error {
  override name = "GardenFailedError";
  readonly output: string;
  constructor(output: string) {
    super("Garden ended with an error");
    this.output = output;
  }
}

/** The command could not do its work inside Garden; the message says why. */
export class CommandRefusedError extends Error {
  override name = "CommandRefusedError";
}

/** Where and how to ask. */
export interface Question {
  readonly command: GardenCommandName;
  readonly cwd: string;
  /** Arguments for the command itself. */
  readonly args?: readonly string[];
  /** Garden's own options. */
  readonly gardenOptions?: readonly string[];
  readonly outputs?: OutputOptions;
}

/** Runs a command of ours inside the patched Garden and returns its result.
 *  Throws GardenFailedError where Garden refuses, CommandRefusedError where the command can't do its work, and NoGardenError
 *  where what was started is none. */
export async function askGarden<T extends object>(
  garden: GardenInstallation,
  question: Question,
): Promise<T> {
  return await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "result.json");
    const { code, output } = await startGarden(garden, {
      cwd: question.cwd,
      args: [
        "plugins",
        "container",
        `pull-secrets-${question.command}`,
        ...withLogLevel(question.gardenOptions ?? []),
        "--",
        ...(question.args ?? []),
      ],
      env: {
        ...plainText,
        ...withoutWarnings,
        [commandVariable]: question.command,
        [resultVariable]: file,
        ...(question.outputs && {
          [outputsVariable]: JSON.stringify(question.outputs),
        }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const reason = reasonIn(output);
    if (code !== 0 && reason.trim() !== "") throw new GardenFailedError(reason);
    if (!existsSync(file)) throw new NoGardenError(withoutAnswer(garden, code));
    const result = JSON.parse(await readFile(file, "utf8")) as T | Refusal;
    if ("refused" in result) throw new CommandRefusedError(result.refused);
    return result;
  });
}

/** What Garden says is passed on as plain text. It understands NO_COLOR with a Boolean only, and ends at any other. */
const plainText = { NO_COLOR: "true", FORCE_COLOR: undefined };

/** Node's, of Garden's own code: nothing for users to act on. */
const withoutWarnings = { NODE_NO_WARNINGS: "1" };

/** Garden's log, which is read only where Garden refuses, holds why it does, and no greetings; unless another level is
 *  wanted. GARDEN_LOG_LEVEL goes before the option. */
function withLogLevel(gardenOptions: readonly string[]): readonly string[] {
  const isGiven = gardenOptions.some((option) =>
    /^(?:-l|--log-level(?:$|=))/.test(option),
  );
  return isGiven ? gardenOptions : ["--log-level=error", ...gardenOptions];
}

/** What Garden printed, without the line that a package of its prints by itself while it loads (node-pty, in the modules
 *  of npm Garden and in its bundle). */
function reasonIn(output: string): string {
  return output.replace(/^prebuild-file-path: .*\n/gm, "");
}

function withoutAnswer(garden: GardenInstallation, code: number): string {
  return (
    `${nameOf(garden)} ended with exit code ${String(code)} and without an answer: ` +
    "is it Garden 0.13.20 or newer?"
  );
}
