import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { gardenEnvironment } from "../garden/process.js";
import { repository, temporaryFolder } from "../garden/project.js";

const main = path.join(repository, "dist", "cli", "main.js");

/** A stand-in's script: says that it is ready, who started it and its own number, and what signals it gets; ends with 7
 *  when something is typed, with 9 when nothing can be. */
export const counting = `
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => console.log(signal));
process.stdin.on("data", () => process.exit(7)).on("end", () => process.exit(9));
console.log("ready", process.ppid, process.pid);
`;

/** How a command ended, and the words that it printed, but for numbers. */
interface Signalled {
  readonly code: number | null;
  readonly words: readonly string[];
  readonly stderr: string;
}

/** `run`, and the Garden that it started. */
interface Pair {
  readonly run: number;
  readonly garden: number;
  readonly type: (keys: string) => void;
}

/** What is to be done, in this order, each once its word is printed. */
export type Acts = readonly (readonly [string, (pair: Pair) => void])[];

/** Where `run` is started. */
interface Place {
  /** Where temporary files are. */
  readonly temporary?: string;
  /** Behind it in the shell that the terminal has. */
  readonly then?: string;
  /** A module that `run` loads first, where it has no terminal. */
  readonly preload?: string;
}

/** Runs `garden` without a terminal, does all of `acts`, and waits for the end of it and of all that it started. */
export async function offTerminal(
  garden: string,
  acts: Acts,
  place: Place = {},
): Promise<Signalled> {
  return await acted(
    [
      process.execPath,
      ...(place.preload === undefined ? [] : ["--import", place.preload]),
      ...[main, "run", "--garden", garden],
    ],
    acts,
    place,
  );
}

/** Runs `garden` on a terminal. */
export async function onTerminal(
  garden: string,
  acts: Acts,
  place: Place = {},
): Promise<Signalled> {
  const log = path.join(temporaryFolder(), "log");
  const run = `${process.execPath} ${main} run --garden ${garden}`;
  // The terminal would echo the key, before or after Garden prints something.
  const command = `stty -echo; ${place.then === undefined ? `exec ${run}` : `${run}; ${place.then}`}`;
  return await acted(
    ["script", "--quiet", "--return", "--command", command, log],
    acts,
    place,
  );
}

async function acted(
  [program = "", ...args]: readonly string[],
  acts: Acts,
  { temporary }: Place,
): Promise<Signalled> {
  const env = gardenEnvironment(
    temporary === undefined ? {} : { TMPDIR: temporary },
  );
  const child = spawn(program, args, { env });
  const open = [...acts];
  let stdout = "";
  let stderr = "";
  let seen = 0;
  // What is typed to a program that has just ended reaches nobody.
  child.stdin.on("error", () => undefined);
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (stderr += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (;;) {
      const [word, act] = open[0] ?? [];
      if (word === undefined || act === undefined) return;
      const shown = new RegExp(`\\b${word}\\b[^\\n]*\n`).exec(
        stdout.slice(seen),
      );
      if (!shown) return;
      seen += shown.index + shown[0].length;
      open.shift();
      act(pair(child, stdout));
    }
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const words = stdout
        .split(/\s+/)
        .filter((word) => word !== "" && !/^\d+$/.test(word));
      resolve({ code, words, stderr });
    });
  });
}

function pair(child: ChildProcess, printed: string): Pair {
  const [, run, garden] = /ready (\d+) (\d+)/.exec(printed) ?? [];
  return {
    run: Number(run),
    garden: Number(garden),
    type: (keys) => child.stdin?.write(keys),
  };
}
