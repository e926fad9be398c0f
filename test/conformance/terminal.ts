import { spawn } from "node:child_process";

/** A program in a terminal of its own. */
export interface Terminal {
  /** All that it has drawn, with control sequences. */
  drawn(): string;
  /** As typed on its keyboard. */
  type(keys: string): void;
  /** Ends it if it has not ended by itself, and waits for that. */
  close(): Promise<void>;
}

/** Starts a program in a pseudo-terminal (util-linux' `script`): newer Gardens sync only where they can draw. */
export function inTerminal(
  command: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Terminal {
  const line = command.map(quote).join(" ");
  const child = spawn("script", ["-qefc", line, "/dev/null"], {
    ...options,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let drawn = "";
  child.stdout
    .setEncoding("utf8")
    .on("data", (text: string) => (drawn += text));
  child.stdin.on("error", () => undefined);
  const closed = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  return {
    drawn: () => drawn,
    type: (keys) => void child.stdin.write(keys),
    async close() {
      child.kill("SIGTERM");
      await closed;
    },
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
