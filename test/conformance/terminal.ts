import { spawn } from "node:child_process";

/** A program in a terminal of its own. */
export interface Terminal {
  /** All that it has drawn, with control sequences. */
  drawn(): string;
  /** Is fulfilled when the program has ended. */
  readonly ended: Promise<void>;
  /** Ends it if it has not ended by itself, and waits for that. */
  close(): Promise<void>;
}

/** Starts a program in a pseudo-terminal (util-linux' `script`): newer Gardens sync only where they can draw. */
export function inTerminal(
  command: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Terminal {
  const line = `exec ${command.map(quote).join(" ")}`;
  const child = spawn("script", ["-qefc", line, "/dev/null"], {
    cwd: options.cwd,
    env: { ...options.env, TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let drawn = "";
  child.stdout
    .setEncoding("utf8")
    .on("data", (text: string) => (drawn += text));
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  return {
    drawn: () => drawn,
    ended,
    async close() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
