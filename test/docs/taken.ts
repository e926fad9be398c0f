import { CommanderError, type Command } from "commander";
import { commandLine } from "../../scripts/command-reference.js";

/** Why the program does not take this command line, or null. Nothing is run. `words` as `process.argv` has them. */
export async function refusalOf(
  words: readonly string[],
): Promise<string | null> {
  const separator = words.includes("--") ? words.indexOf("--") : words.length;
  const root = commandLine();
  let printed = "";
  for (const command of [root, ...root.commands])
    command
      .exitOverride()
      .configureOutput({
        writeOut: () => undefined,
        writeErr: (text) => (printed += text),
      })
      .action(() => undefined);
  root.action(() => {
    throw new Error("no command is named");
  });
  try {
    await root.parseAsync(words.slice(0, separator), { from: "user" });
    return null;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return null;
    return printed || (error as Error).message;
  }
}

/** The options that a command of ours has, by all their names; null where there is no such command. */
export function optionsOf(name: string): Set<string> | null {
  const found: Command | undefined = commandLine().commands.find(
    (command) => command.name() === name,
  );
  if (!found) return null;
  const own = found.options.flatMap(({ long, short }) => [long, short]);
  return new Set([...own.filter((each) => each != null), "--help", "-h"]);
}
