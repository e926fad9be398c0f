import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { gardenEnvironment, tsProgram, type Ended } from "./process.js";
import { ending, type SessionCommand } from "./session-ending.js";
import { gardenNode } from "./under-test.js";

/** One process of patched Garden that runs commands one after the other, while the test changes the cluster. */
export interface GardenSession {
  /** `place`: the folder and the environment of this command, where they are not the session's own. */
  run(
    args: readonly string[],
    place?: Omit<SessionCommand, "args">,
  ): Promise<Ended>;
  end(): Promise<void>;
  /** Lets this process end, and the session with it, while the session waits for a command. */
  unref(): void;
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
  const { stdin, stdout, stderr } = child;
  const heard = { stdout: "", stderr: "" };
  let look = (): void => undefined;
  for (const [name, stream] of Object.entries({ stdout, stderr }))
    stream.setEncoding("utf8").on("data", (text: string) => {
      heard[name as keyof typeof heard] += text;
      look();
    });
  const closed = new Promise<null>((resolve) => {
    child.on("close", () => resolve(null));
  });
  const nextEnding = async () =>
    await new Promise<number>((resolve) => {
      look = () => {
        const [, code] = ending.exec(heard.stdout) ?? [];
        if (code !== undefined && ending.test(heard.stderr))
          resolve(Number(code));
      };
    });
  return {
    async run(args, place = {}) {
      heard.stdout = "";
      heard.stderr = "";
      const ended = nextEnding();
      const command: SessionCommand = { args, ...place };
      stdin.write(`${JSON.stringify(command)}\n`);
      const code = await Promise.race([ended, closed]);
      return {
        code,
        signal: child.signalCode,
        stdout: heard.stdout.replace(ending, ""),
        stderr: heard.stderr.replace(ending, ""),
      };
    },
    async end() {
      stdin.end();
      await closed;
    },
    unref() {
      child.unref();
      for (const stream of [stdin, stdout, stderr])
        if (stream instanceof Socket) stream.unref();
    },
  };
}
