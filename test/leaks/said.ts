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

let sessions = 0;

/** Does the work, with `input` on stdin, and returns as one text what it printed, logged at any level, threw with all
 *  causes, and handed on. */
export async function said(
  work: (witness: Witness) => unknown,
  input = "",
): Promise<string> {
  const texts: string[] = [];
  const hear = (text: unknown) => void texts.push(String(text));
  const log: GardenLog = {
    context: { sessionId: `leaks-${String(++sessions)}` },
    info: hear,
    warn: hear,
    verbose: hear,
  };
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin");
  const release = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = (
      text: unknown,
      encoding?: unknown,
      done: unknown = encoding,
    ) => {
      hear(text);
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
  try {
    await work({ log, hands: (result) => hear(JSON.stringify(result)) });
  } catch (error) {
    hear(inspect(error, { depth: null, showHidden: true, getters: true }));
    for (let one = error; one instanceof Error; one = one.cause)
      hear(`${one.message}\n${one.stack ?? ""}`);
  } finally {
    for (const give of release) give();
    if (stdin) Object.defineProperty(process, "stdin", stdin);
  }
  return texts.join("\n");
}

function isCallback(value: unknown): value is () => void {
  return typeof value === "function";
}
