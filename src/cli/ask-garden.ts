import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { GardenCommandName } from "../commands/index.js";
import { commandVariable, resultVariable } from "../commands/result.js";
import type { GardenInstallation } from "./find-garden.js";
import { startGarden } from "./start-garden.js";

/** Garden ended without an answer; `output` is all that it printed, word for word. */
export class GardenFailedError extends Error {
  override name = "GardenFailedError";
  readonly output: string;
  constructor(output: string) {
    super("Garden ended with an error");
    this.output = output;
  }
}

/** Where and how to ask. */
export interface Question {
  readonly command: GardenCommandName;
  readonly cwd: string;
  /** Arguments for the command itself. */
  readonly args?: readonly string[];
  /** Garden's own options. */
  readonly gardenOptions?: readonly string[];
}

/** Runs a command of ours inside the patched Garden and returns its result.
 *  Throws GardenFailedError where Garden refuses. */
export async function askGarden<T>(
  garden: GardenInstallation,
  question: Question,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "garden-pull-secrets-"));
  const file = path.join(folder, "result.json");
  try {
    const { code, output } = await startGarden(garden, {
      cwd: question.cwd,
      args: [
        "plugins",
        "container",
        `pull-secrets-${question.command}`,
        ...(question.gardenOptions ?? []),
        "--",
        ...(question.args ?? []),
      ],
      env: { [commandVariable]: question.command, [resultVariable]: file },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (code !== 0) throw new GardenFailedError(output);
    return JSON.parse(await readFile(file, "utf8")) as T;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
