import { spawn } from "node:child_process";
import path from "node:path";
import { repository } from "../garden/project.js";
import type { Ended } from "../garden/process.js";

const main = path.join(repository, "dist", "cli", "main.js");

/** The product, as a user would start it on a Garden. */
export interface Product {
  readonly garden: string;
  /** The folder of the project. */
  readonly project: string;
  /** What a process gets in place of this one's environment. */
  readonly env: () => Readonly<Record<string, string>>;
}

/** Runs a command of ours to its end. `garden` stands before what is behind `--`. */
export async function ours(
  { garden, project, env }: Product,
  command: string,
  args: readonly string[],
  gardenArguments: readonly string[] = [],
): Promise<Ended> {
  const behind = gardenArguments.length > 0 ? ["--", ...gardenArguments] : [];
  return await ended(
    process.execPath,
    [main, command, "--garden", garden, ...args, ...behind],
    { cwd: project, env: env() },
  );
}

/** Runs a program to its end. Its input is empty. */
export async function ended(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, [...args], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout
    .setEncoding("utf8")
    .on("data", (text: string) => (stdout += text));
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code, signal, stdout, stderr }),
    );
  });
}

/** Throws with what was said where a process did not end with that code, or said what only a developer reads. */
export function expectEnd(process: Ended, code: number): void {
  const said = `${process.stdout}\n${process.stderr}`;
  const trouble =
    /likely a bug|crash report|^\s+at .+:\d+:\d+|\b\w*(?:Type|Reference|Syntax)Error\b.*/im.exec(
      said,
    );
  if (trouble)
    throw new Error(
      `it says: ${oneLine(said.slice(lineStart(said, trouble.index)))}`,
    );
  if (process.code === code) return;
  const ending = process.signal ?? `exit code ${String(process.code)}`;
  throw new Error(
    `${ending}, where ${String(code)} was meant: ${lastWords(said)}`,
  );
}

function lineStart(text: string, index: number): number {
  return text.lastIndexOf("\n", index) + 1;
}

/** The last line that is a sentence. */
export function lastWords(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const words = lines.filter(
    (line) => /\w/.test(line) && !line.startsWith("See .garden"),
  );
  return oneLine(words.slice(-2).join(" "));
}

export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
