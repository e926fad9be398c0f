import { spawn, type StdioOptions } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import type { GardenInstallation } from "./find-garden.js";

/** How to start a patched Garden. */
export interface GardenStart {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
}

/** How a Garden process ended; `output` is what it wrote where its stdio was piped. */
export interface GardenExit {
  readonly code: number;
  readonly output: string;
}

const relayedSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Starts Garden with the patch and waits for its end. Signals are relayed once; a Garden that a signal ended gives
 *  128 + its number, as shells do. */
export async function startGarden(
  garden: GardenInstallation,
  start: GardenStart,
): Promise<GardenExit> {
  const [program, ...args] = commandLine(garden);
  const child = spawn(program, [...args, ...start.args], {
    cwd: start.cwd,
    env: { ...process.env, ...patchEnvironment(garden), ...start.env },
    stdio: start.stdio,
  });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const relays = relayedSignals.map((signal) => ({
    signal,
    relay: () => child.kill(signal),
  }));
  for (const { signal, relay } of relays) process.on(signal, relay);
  try {
    return await new Promise<GardenExit>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve({
          code: code ?? 128 + constants.signals[signal ?? "SIGTERM"],
          output,
        });
      });
    });
  } finally {
    for (const { signal, relay } of relays) process.off(signal, relay);
  }
}

function commandLine(garden: GardenInstallation): [string, ...string[]] {
  if (garden.kind === "binary") return [garden.binary];
  const main = fileURLToPath(
    new URL("../attach/npm-garden-main.js", import.meta.url),
  );
  return [process.execPath, main, garden.core];
}

/** Every official binary hands NODE_OPTIONS to the Node inside; what is loaded there takes its own flag out again. */
function patchEnvironment(garden: GardenInstallation): Record<string, string> {
  if (garden.kind === "npm") return {};
  const register = new URL("../attach/register.js", import.meta.url).href;
  return {
    NODE_OPTIONS: [process.env["NODE_OPTIONS"], `--import=${register}`]
      .filter(Boolean)
      .join(" "),
  };
}
