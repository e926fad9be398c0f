/** The line after which a session has run a command. */
export const ending = /^--- exit code (\d+) ---$/m;

export function endingWith(code: number): string {
  return `--- exit code ${String(code)} ---`;
}
