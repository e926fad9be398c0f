import { spawn, type StdioOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { handshakeVariable } from "../../attach/report-loaded.js";
import { endWithUs } from "./end-with-us.js";
import {
  nameOf,
  NoGardenError,
  type GardenInstallation,
} from "./find-garden.js";
import { say } from "../output/output.js";
import { npmGardenFile, registerFile } from "../package-files.js";
import { patchEnvironment } from "./patch-variables.js";
import { relaySignals } from "./relay-signals.js";
import { inTemporaryFolder } from "./temporary-folder.js";

/** How to start a patched Garden. */
export interface GardenStart {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio: StdioOptions;
}

/** How a Garden process ended; `output` is what it wrote where its stdio was piped. */
export interface GardenExit {
  readonly code: number;
  /** Whether a signal ended it, or was sent to it. */
  readonly signalled: boolean;
  readonly output: string;
}

/** Starts Garden with the patch and waits for its end. A signal reaches Garden once; a Garden that a signal ended
 *  gives 128 + its number, as shells do. A program in the place of Garden's binary that did not load the patch is reported,
 *  and does not give 0, unless a signal came first. Throws NoGardenError where the program can't be started. */
export async function startGarden(
  garden: GardenInstallation,
  start: GardenStart,
): Promise<GardenExit> {
  if (garden.kind === "npm") {
    const main = fileURLToPath(npmGardenFile);
    const command = [process.execPath, main, garden.core];
    return await startProgram(garden, command, start);
  }
  return await inTemporaryFolder(async (folder) => {
    const handshake = path.join(folder, "patched");
    const env = {
      ...patchEnvironment(registerFile, process.env),
      [handshakeVariable]: handshake,
      ...start.env,
    };
    const exit = await startProgram(garden, [garden.binary], { ...start, env });
    if (exit.signalled || existsSync(handshake)) return exit;
    say(
      `${nameOf(garden)} was NOT patched: it did not load the patch. ` +
        "It takes Garden's official binary, from 0.13.20 on, or @garden-io/core; a program in its place must hand on " +
        "NODE_OPTIONS.",
    );
    return { ...exit, code: exit.code === 0 ? 1 : exit.code };
  });
}

async function startProgram(
  garden: GardenInstallation,
  [program = "", ...args]: readonly string[],
  start: GardenStart,
): Promise<GardenExit> {
  const relaying = relaySignals();
  const guard = endWithUs();
  // No signal is heard of before all of this is done.
  const child = spawn(program, [...args, ...start.args], {
    cwd: start.cwd,
    env: { ...process.env, ...start.env },
    stdio: start.stdio,
  });
  guard.watch(child);
  relaying.to(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  try {
    return await new Promise<GardenExit>((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        reject(
          new NoGardenError(
            `${nameOf(garden)} can't be started (${error.code ?? error.message}): is it Garden's binary?`,
          ),
        );
      });
      child.on("close", (code, signal) => {
        resolve({
          code: code ?? 128 + constants.signals[signal ?? "SIGTERM"],
          signalled: signal !== null || relaying.signalled(),
          output,
        });
      });
    });
  } finally {
    relaying.stop();
    guard.stop();
  }
}
