import { constants } from "node:os";
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";

/** A program on a terminal of its own, and what a user sees there. */
export interface Terminal {
  /** The program: it leads the terminal's foreground. */
  readonly pid: number;
  /** The screen's rows as they are now, without the blank ends of rows and the blank rows at its end. */
  screen(): string;
  /** All lines since the start, those that have left the screen at its top, too; one that the screen's width broke is one. */
  text(): string;
  /** Settles with `text` when it holds the words. Rejects, with what is on the screen, where the program ends without
   *  them or does not show them within `seconds`. */
  shows(words: string | RegExp, seconds?: number): Promise<string>;
  /** As typed on its keyboard: "\r" is the return key, "\x03" Ctrl-C. */
  type(keys: string): void;
  /** Changes the window's size, as a user does who pulls at its edge. */
  resize(columns: number, rows: number): void;
  /** Settles when the program has ended and what it wrote is on the screen. node-pty reads for 200 ms after a program's
   *  exit and no longer: what a test needs of its last words, it waits for with `shows`. */
  readonly ended: Promise<ProgramEnd>;
  /** Closes the window (SIGHUP), kills what does not heed that within `seconds`, and waits for the end. */
  close(seconds?: number): Promise<ProgramEnd>;
}

export interface ProgramEnd {
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly columns?: number;
  readonly rows?: number;
}

/** Starts a program on a terminal. */
export function inTerminal(
  [program = "", ...args]: readonly string[],
  { cwd, env, columns = 100, rows = 30 }: TerminalOptions,
): Terminal {
  const screen = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
  });
  const pty = spawn(program, args, {
    name: "xterm-256color",
    cwd,
    env,
    cols: columns,
    rows,
  });
  const looks = new Set<() => void>();
  const lookAgain = () => {
    for (const look of looks) look();
  };
  let drawn = Promise.resolve();
  pty.onData((data) => {
    drawn = new Promise((resolve) => {
      screen.write(data, () => {
        lookAgain();
        resolve();
      });
    });
  });
  // Programs ask a terminal where its cursor is, and what it can do.
  screen.onData((answer) => pty.write(answer));
  let end: ProgramEnd | null = null;
  const ended = new Promise<ProgramEnd>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      void drawn.then(() => {
        end = { code: exitCode, signal: signalName(signal) };
        lookAgain();
        resolve(end);
      });
    });
  });

  const text = () => linesOf(screen).join("\n");
  return {
    pid: pty.pid,
    screen: () => rowsOf(screen, screen.buffer.active.baseY).join("\n"),
    text,
    async shows(words, seconds = 120) {
      const missed = (why: string) =>
        new Error(`${why} without showing ${String(words)}:\n${text()}`);
      return await new Promise<string>((resolve, reject) => {
        const settle = (done: () => void) => {
          looks.delete(look);
          clearTimeout(timer);
          done();
        };
        const look = () => {
          const shown = text();
          if (holds(shown, words)) settle(() => resolve(shown));
          else if (end !== null)
            settle(() => reject(missed(`ended (${JSON.stringify(end)})`)));
        };
        const timer = setTimeout(() => {
          settle(() => reject(missed(`${String(seconds)} s have passed`)));
        }, seconds * 1000);
        looks.add(look);
        look();
      });
    },
    type: (keys) => pty.write(keys),
    resize(columns, rows) {
      screen.resize(columns, rows);
      pty.resize(columns, rows);
    },
    ended,
    async close(seconds = 20) {
      if (end === null) pty.kill("SIGHUP");
      const timer = setTimeout(() => pty.kill("SIGKILL"), seconds * 1000);
      try {
        return await ended;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function holds(text: string, words: string | RegExp): boolean {
  return typeof words === "string" ? text.includes(words) : words.test(text);
}

function signalName(number: number | undefined): NodeJS.Signals | null {
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  return names.find(([, value]) => value === number)?.[0] ?? null;
}

/** The rows from one on, as they are. */
function rowsOf(screen: xterm.Terminal, first: number): string[] {
  return withoutBlankEnd(
    Array.from(
      { length: screen.buffer.active.length - first },
      (_, index) => rowOf(screen, first + index).text,
    ),
  );
}

/** All lines; where the screen's width broke one, its rows together. */
function linesOf(screen: xterm.Terminal): string[] {
  const lines: string[] = [];
  for (let index = 0; index < screen.buffer.active.length; index++) {
    const { text, isWrapped } = rowOf(screen, index);
    if (isWrapped) lines.push(`${lines.pop() ?? ""}${text}`);
    else lines.push(text);
  }
  return withoutBlankEnd(lines);
}

function rowOf(
  { buffer }: xterm.Terminal,
  index: number,
): { text: string; isWrapped: boolean } {
  const row = buffer.active.getLine(index);
  const goesOn = buffer.active.getLine(index + 1)?.isWrapped ?? false;
  return {
    text: row?.translateToString(!goesOn) ?? "",
    isWrapped: row?.isWrapped ?? false,
  };
}

function withoutBlankEnd(rows: readonly string[]): string[] {
  return rows.slice(0, rows.findLastIndex((row) => row.trim() !== "") + 1);
}
