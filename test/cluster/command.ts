import { execFile } from "node:child_process";

import { searchPath } from "./debian-packages.js";

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to this process' environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program reads from its input: the place for whatever no command line may show. */
  readonly input?: string;
  readonly timeoutSeconds?: number;
}

/** Runs a program to its end and returns what it prints, byte by byte; throws with its complaint if it fails. */
export function runForBytes(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settings = {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, PATH: searchPath(), ...options.env },
      encoding: "buffer" as const,
      maxBuffer: 256 * 1024 * 1024,
      timeout: (options.timeoutSeconds ?? 0) * 1000,
    };
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else {
        const complaint = stderr.toString().trim() || error.message;
        reject(new Error(`${program} ${args.join(" ")}: ${complaint}`));
      }
    });
    // A program that ends before it has read everything says why itself.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(options.input ?? "");
  });
}

/** Runs a program to its end and returns what it prints; throws with its complaint if it fails. */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  return (await runForBytes(program, args, options)).toString();
}
