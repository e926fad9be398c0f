import { createInterface } from "node:readline/promises";
import { UsageError } from "../usage-error.js";

/** Throws UsageError where nobody can be asked before a command writes. */
export function mustHaveTerminal(command: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new UsageError(
    `${command} writes to a cluster, and there is no terminal to ask at: give --yes or --dry-run.`,
  );
}

/** Whether the user, asked at the terminal, says yes. */
export async function agreed(question: string): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return /^y(es)?$/i.test(
      (await terminal.question(`${question} [y/N] `)).trim(),
    );
  } finally {
    terminal.close();
  }
}
