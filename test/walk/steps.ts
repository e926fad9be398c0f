import { setTimeout } from "node:timers/promises";
import { renderTable } from "../../src/cli/output/table.js";
import type { Ended } from "./shell.js";

/** What a step has to end with. */
export interface Expected {
  readonly says?: RegExp;
  /** The state that a command shows may take some seconds to be reached; people ask again. */
  readonly within?: number;
}

/** Takes steps one by one, and the time of each. */
export interface Steps {
  /** Throws where the step fails, or does not say what is expected. */
  take(
    what: string,
    run: () => Promise<Ended>,
    expected?: Expected,
  ): Promise<string>;
  /** A step that is not taken here. */
  leaveOut(what: string, reason: string): void;
  /** All that was taken, as a table. */
  table(): string;
}

export function startSteps(say: (line: string) => void): Steps {
  const rows: string[][] = [];
  return {
    async take(what, run, { says = /(?:)/, within = 0 } = {}) {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      let ended = await run();
      while (!isGood(ended, says) && seconds() < within) {
        await setTimeout(1000);
        ended = await run();
      }
      const isDone = isGood(ended, says);
      rows.push([what, `${seconds().toFixed(1)} s`, isDone ? "" : "failed"]);
      say(`${isDone ? "✓" : "✗"} ${what}`);
      if (!isDone)
        throw new Error(
          `${what} ended with ${String(ended.code)}` +
            `${ended.code === 0 ? `, without a word like ${String(says)}` : ""}:\n${ended.output}`,
        );
      return ended.output;
    },
    leaveOut: (what, reason) => void rows.push([what, "", reason]),
    table: () => renderTable(["step", "time", ""], rows),
  };
}

function isGood({ code, output }: Ended, says: RegExp): boolean {
  return code === 0 && says.test(output);
}
