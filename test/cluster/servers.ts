import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { searchPath } from "./debian-packages.js";
import type { Run } from "./run.js";

/** A long-running program that this run started. */
export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
  /** How it ended, once it has. */
  ended(): string | undefined;
}

/**
 * Nothing of the test cluster may ask the internet for anything: whoever tries finds a proxy that is not there.
 * Go leaves loopback addresses alone. Below `.invalid` there is nothing to be found (RFC 6761).
 */
const deadProxy = "http://127.0.0.1:9";

/**
 * Starts a program in a session of its own, so that Ctrl-C reaches only us, and bound to our life: the kernel kills it
 * when we die, however we die.
 */
export function startServer(
  run: Run,
  name: string,
  command: readonly string[],
): Server {
  const log = join(run.subfolder("logs"), `${name}.log`);
  const output = openSync(log, "a");
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", ...command], {
    cwd: run.folder,
    detached: true,
    stdio: ["ignore", output, output],
    env: {
      PATH: searchPath(),
      HOME: run.folder,
      HTTP_PROXY: deadProxy,
      HTTPS_PROXY: deadProxy,
      NO_PROXY: ".invalid",
      OTEL_TRACES_EXPORTER: "none",
    },
  });
  closeSync(output);
  let end: string | undefined;
  child.on("exit", (code, signal) => (end = signal ?? `exit code ${code}`));
  child.on("error", (error) => (end = error.message));
  if (child.pid === undefined) throw new Error(`${name} could not be started.`);
  child.unref();
  run.note(name, child.pid);
  return { name, pid: child.pid, log, ended: () => end };
}

/** Asks `probe` until it answers with something else than undefined. Fails at once if one of the servers ends. */
export async function waitFor<T>(
  what: string,
  servers: readonly Server[],
  probe: () => Promise<T | undefined>,
  timeoutSeconds = 60,
): Promise<T> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (error) {
      lastError = error;
    }
    const ended = servers.find((server) => server.ended() !== undefined);
    if (ended)
      throw new Error(
        `${ended.name} ended (${ended.ended()}) before ${what}.\n${lastLines(ended)}`,
      );
    if (Date.now() > deadline) {
      const cause = lastError instanceof Error ? ` ${lastError.message}` : "";
      throw new Error(
        `No sign of ${what} after ${timeoutSeconds} s.${cause}\n${servers.map(lastLines).join("\n")}`,
      );
    }
    await sleep(50);
  }
}

/** A free loopback port for each name, all different. */
export async function freePorts<Name extends string>(
  ...names: readonly Name[]
): Promise<Record<Name, number>> {
  const held = await Promise.all(names.map(holdPort));
  await Promise.all(held.map(({ release }) => release()));
  const ports = names.map((name, index) => [name, held[index]?.port] as const);
  return Object.fromEntries(ports) as Record<Name, number>;
}

/** Listens on a free port until it is released, so that nobody gets it twice. */
async function holdPort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("There is no free port.");
  const release = async () => {
    server.close();
    await once(server, "close");
  };
  return { port: address.port, release };
}

function lastLines(server: Server): string {
  const lines = readFileSync(server.log, "utf8")
    .trimEnd()
    .split("\n")
    .slice(-15);
  return `--- the end of ${server.log}:\n${lines.join("\n")}`;
}
