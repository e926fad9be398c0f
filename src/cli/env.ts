import { fileURLToPath } from "node:url";
import { say, write } from "./output.js";
import { shellLines, usageOf, usualShell, type Shell } from "./shells.js";
import { register } from "./start-garden.js";

/** Prints what the shell is to read; on a terminal, where a person reads it, also how the shell gets it. */
export async function env(options: { shell?: Shell }): Promise<number> {
  const shell = options.shell ?? usualShell(process.env, process.platform);
  const main = fileURLToPath(new URL("./main.js", import.meta.url));
  await write(shellLines(shell, register, [process.execPath, main]));
  if (process.stdout.isTTY) say(`Let the shell read this: ${usageOf(shell)}`);
  return 0;
}
