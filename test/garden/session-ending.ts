/** What a session runs: Garden's arguments, and the folder and the whole environment where they differ from those in
 *  which it was started. */
export interface SessionCommand {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What stands at the end of stdout and of stderr when a session has run a command. */
export const ending = /\n--- exit code (\d+) ---\n$/;

export function endingWith(code: number): string {
  return `\n--- exit code ${String(code)} ---\n`;
}
