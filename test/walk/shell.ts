import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { CleanRoot } from "./clean-root.js";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a line as a shell does, in the clean root, to its end. */
export async function shell(
  { env }: CleanRoot,
  line: string,
  cwd: string,
): Promise<Ended> {
  const child = spawn("sh", ["-c", line], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** A program in a terminal of its own. */
export interface Running {
  /** Resolves with the first line of its stdout that matches; rejects with all that it said if it ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Ctrl-C, and its end. */
  interrupt(): Promise<Ended>;
}

export function start({ env }: CleanRoot, line: string, cwd: string): Running {
  const child: ChildProcess = spawn("sh", ["-c", line], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C goes to each process of the terminal's foreground.
    detached: true,
  });
  let stdout = "";
  let output = "";
  let isOver = false;
  const heard = new EventTarget();
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      heard.dispatchEvent(new Event("said"));
    });
  const signal = (name: NodeJS.Signals) => {
    if (!isOver && child.pid !== undefined) process.kill(-child.pid, name);
  };
  // It does not outlive this process.
  process.once("exit", () => signal("SIGTERM"));
  const ended = once(child, "close") as Promise<[number | null]>;
  void ended.then(() => {
    isOver = true;
    heard.dispatchEvent(new Event("said"));
  });
  return {
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = stdout
            .split("\n")
            .slice(0, -1)
            .find((each) => pattern.test(each));
          if (found !== undefined) resolve(found);
          else if (isOver) reject(new Error(`${line} ended:\n${output}`));
        };
        heard.addEventListener("said", look);
        look();
      }),
    async interrupt() {
      signal("SIGINT");
      const [code] = await ended;
      return { code, output };
    },
  };
}
