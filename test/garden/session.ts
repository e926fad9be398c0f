import { spawn } from "node:child_process";
import { gardenEnvironment, tsProgram, type Ended } from "./process.js";
import { ending } from "./session-ending.js";
import { gardenNode } from "./under-test.js";

/** One process of patched Garden that runs commands one after the other, while the test changes the cluster. */
export interface GardenSession {
  run(args: readonly string[]): Promise<Ended>;
  end(): Promise<void>;
}

/** Starts such a process in a project's folder. */
export function startSession(
  cwd: string,
  env: Readonly<Record<string, string>>,
): GardenSession {
  const child = spawn(gardenNode, tsProgram("session-main.ts"), {
    cwd,
    env: gardenEnvironment(env),
  });
  let stdout = "";
  let stderr = "";
  let look = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    look();
  });
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (stderr += text));
  const closed = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
  });
  const nextEnding = async () =>
    await new Promise<number>((resolve) => {
      look = () => {
        const [, code] = ending.exec(stdout) ?? [];
        if (code !== undefined) resolve(Number(code));
      };
    });
  return {
    async run(args) {
      stdout = "";
      stderr = "";
      const ended = nextEnding();
      child.stdin.write(`${JSON.stringify(args)}\n`);
      const code = await Promise.race([ended, closed.then(() => null)]);
      return { code, signal: child.signalCode, stdout, stderr };
    },
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}
