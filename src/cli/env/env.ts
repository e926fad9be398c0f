import { fileURLToPath } from "node:url";
import { say, write } from "../output/output.js";
import { mainFile, registerFile } from "../package-files.js";
import { shellLines, usageOf, usualShell, type Shell } from "./shells.js";

/** Prints what the shell is to read; on a terminal, where a person reads it, also how the shell gets it. */
export async function env(options: { shell?: Shell }): Promise<number> {
  const shell = options.shell ?? usualShell(process.env, process.platform);
  const main = fileURLToPath(mainFile);
  await write(shellLines(shell, registerFile, [process.execPath, main]));
  if (process.stdout.isTTY) say(`Let the shell read this: ${usageOf(shell)}`);
  return 0;
}
