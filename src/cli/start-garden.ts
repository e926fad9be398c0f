import {
  spawn,
  type ChildProcess,
  type StdioOptions,
} from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import {
  nameOf,
  NoGardenError,
  type GardenInstallation,
} from "./find-garden.js";

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
  readonly output: string;
}

/** Starts Garden with the patch and waits for its end. Signals are relayed once; a Garden that a signal ended gives
 *  128 + its number, as shells do. Throws NoGardenError where the program can't be started. */
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
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const stopRelaying = relaySignals(child);
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
          output,
        });
      });
    });
  } finally {
    stopRelaying();
  }
}

/** A terminal sends these to all of its foreground processes, so Garden has got them already. */
const terminalSignals: readonly NodeJS.Signals[] = ["SIGINT", "SIGHUP"];

function relaySignals(child: ChildProcess): () => void {
  const onTerminal = [process.stdin, process.stdout, process.stderr].some(
    ({ isTTY }) => isTTY,
  );
  const relays = [...terminalSignals, "SIGTERM" as const].map((signal) => ({
    signal,
    relay: () => {
      if (!onTerminal || !terminalSignals.includes(signal)) child.kill(signal);
    },
  }));
  for (const { signal, relay } of relays) process.on(signal, relay);
  return () => {
    for (const { signal, relay } of relays) process.off(signal, relay);
  };
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
