import { inspect } from "node:util";
import type { GardenLog } from "../../src/garden/garden.js";

/** All that comes out of some work: what it prints, logs at any level, throws with all causes, and hands back. */
export interface Witness {
  readonly log: GardenLog;
  /** What a command hands to another process, in a file. */
  hands(result: unknown): void;
}

/** Does the work, and returns what came out of it as one text. */
export async function said(
  work: (witness: Witness) => unknown,
): Promise<string> {
  const texts: string[] = [];
  const hear = (text: unknown) => void texts.push(String(text));
  const log: GardenLog = {
    context: { sessionId: String(Math.random()) },
    info: hear,
    warn: hear,
    verbose: hear,
  };
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams)
    stream.write = (text: unknown, ...rest: unknown[]) => {
      hear(text);
      for (const done of rest) if (typeof done === "function") done();
      return true;
    };
  try {
    await work({
      log,
      hands: (result) => texts.push(JSON.stringify(result)),
    });
  } catch (error) {
    texts.push(
      inspect(error, { depth: null, showHidden: true }),
      error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : "",
    );
  } finally {
    streams.forEach((stream, index) => {
      stream.write = writes[index] ?? stream.write;
    });
  }
  return texts.join("\n");
}
