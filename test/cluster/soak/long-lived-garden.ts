import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gardenEnvironment } from "../../garden/process.js";
import { core, repository } from "../../garden/project.js";
import { waitFor } from "../servers.js";

/** What a process holds after a full garbage collection, in bytes, and on how many ports it listens. */
export interface MemorySample {
  readonly heapUsed: number;
  readonly rss: number;
  readonly listening: number;
}

/** One Garden process that serves commands until it is ended: what stands behind `garden dev`. */
export interface LongLivedGarden {
  /** Runs a command as the dev console would. Throws with Garden's errors where it fails. */
  readonly run: (command: string) => Promise<void>;
  readonly sample: () => Promise<MemorySample>;
  /** What it printed since this was asked last. */
  readonly said: () => string;
  readonly end: () => Promise<void>;
}

export interface LongLivedOptions {
  readonly patched: boolean;
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

const programs = {
  patched: path.join(repository, "dist", "attach", "npm-garden-main.js"),
  unpatched: path.join(repository, "test", "garden", "unpatched-main.js"),
};
const sampler = pathToFileURL(
  path.join(import.meta.dirname, "memory-sampler.js"),
).href;

/** Starts `garden serve`, whose command `garden dev` extends by a console (Garden, commands/dev.js), in a project. */
export async function startLongLivedGarden({
  patched,
  cwd,
  home,
  env,
}: LongLivedOptions): Promise<LongLivedGarden> {
  const port = await freePort();
  const program = patched ? programs.patched : programs.unpatched;
  const child = spawn(
    process.execPath,
    [
      "--expose-gc",
      "--import",
      sampler,
      program,
      core,
      "serve",
      "--port",
      String(port),
    ],
    {
      cwd,
      env: gardenEnvironment({ HOME: home, ...env }),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let text = "";
  let heard = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      heard();
    });
  }
  const closed = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
  });
  const ended = closed.then(() => {
    throw new Error(`garden serve has ended: ${text}`);
  });
  ended.catch(() => undefined);
  const listens = new Promise<void>((resolve) => {
    heard = () => {
      if (text.includes("successfully started")) resolve();
    };
  });
  await Promise.race([listens, ended]);
  const key = await serverKey(home, child.pid ?? 0);
  return {
    async run(command) {
      const answer = fetch(`http://localhost:${String(port)}/api?key=${key}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ command }),
      });
      const response = await Promise.race([answer, ended]);
      const body = await response.text();
      const errors = response.ok ? errorsOf(body) : [body];
      if (errors.length > 0)
        throw new Error(`garden serve, ${command}: ${errors.join("; ")}`);
    },
    async sample() {
      const message = once(child, "message") as Promise<[MemorySample]>;
      child.send("sample");
      const [sample] = await Promise.race([message, ended]);
      return sample;
    },
    said() {
      const before = text;
      text = "";
      return before;
    },
    async end() {
      child.kill("SIGTERM");
      await closed;
    },
  };
}

function errorsOf(body: string): string[] {
  const { errors = [] } = JSON.parse(body) as {
    errors?: { message?: string }[];
  };
  return errors.map(({ message = "an error without a message" }) => message);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Garden writes it down for its other processes, shortly after it listens. */
async function serverKey(home: string, pid: number): Promise<string> {
  const file = path.join(home, ".garden", "global-config.json");
  return await waitFor("the key of garden serve", [], () => {
    const { activeProcesses } = JSON.parse(readFileSync(file, "utf8")) as {
      activeProcesses?: Record<string, { serverAuthKey?: string | null }>;
    };
    return Promise.resolve(
      activeProcesses?.[String(pid)]?.serverAuthKey ?? undefined,
    );
  });
}
