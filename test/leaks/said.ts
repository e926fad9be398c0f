import { Readable } from "node:stream";
import { inspect } from "node:util";
import type { GardenLog } from "../../src/garden/garden.js";

/** What hears all that comes out of some work, besides what it prints and throws. */
export interface Witness {
  /** Garden's log, at every level. */
  readonly log: GardenLog;
  /** What a command hands to another process, in a file. */
  readonly hands: (result: unknown) => void;
}

/** What came out of some work. */
export interface Heard {
  /** On stdout and stderr, in order. */
  readonly printed: string;
  readonly logged: readonly string[];
  readonly handed: readonly unknown[];
  /** What it threw, or undefined. */
  readonly error: unknown;
}

let sessions = 0;

/** Does the work, with `input` on stdin. What it logs also goes to `further`. */
export async function heardOf(
  work: (witness: Witness) => unknown,
  input = "",
  further: (level: keyof GardenLog, text: string) => void = () => undefined,
): Promise<Heard> {
  const printed: string[] = [];
  const logged: string[] = [];
  const handed: unknown[] = [];
  const hear = (level: keyof GardenLog) => (text: string) => {
    logged.push(text);
    further(level, text);
  };
  const log: GardenLog = {
    context: { sessionId: `leaks-${String(++sessions)}` },
    info: hear("info"),
    warn: hear("warn"),
    verbose: hear("verbose"),
  };
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin");
  const release = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = (
      text: unknown,
      encoding?: unknown,
      done: unknown = encoding,
    ) => {
      printed.push(String(text));
      if (isCallback(done)) done();
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  Object.defineProperty(process, "stdin", {
    value: Readable.from([Buffer.from(input)]),
    configurable: true,
  });
  let error: unknown;
  try {
    await work({ log, hands: (result) => void handed.push(result) });
  } catch (thrown) {
    error = thrown;
  } finally {
    for (const give of release) give();
    if (stdin) Object.defineProperty(process, "stdin", stdin);
  }
  return { printed: printed.join(""), logged, handed, error };
}

/** The same as one text, with all that an error tells. */
export async function said(
  work: (witness: Witness) => unknown,
  input?: string,
): Promise<string> {
  const { printed, logged, handed, error } = await heardOf(work, input);
  const results = handed.map((result) => JSON.stringify(result));
  const texts = [printed, ...logged, ...results];
  if (error !== undefined)
    texts.push(
      inspect(error, { depth: null, showHidden: true, getters: true }),
    );
  for (let one = error; one instanceof Error; one = one.cause)
    texts.push(`${one.message}\n${one.stack ?? ""}`);
  return texts.join("\n");
}

function isCallback(value: unknown): value is () => void {
  return typeof value === "function";
}
