import { nodeSayings } from "./node-sayings.js";
import { registrySayings } from "./registry-sayings.js";

/** A sentence that has no structure to be read from, by what it says. */
export interface Phrases {
  /** One of these stands in the message, in lower case; a line break is its end. */
  readonly says: readonly string[];
  /** And one of these. */
  readonly with?: readonly string[];
  /** Which programs print it. */
  readonly source: string;
}

/** All sentences that are known. */
export const sayings = { ...nodeSayings, ...registrySayings };

export type Saying = keyof typeof sayings;

const entries = Object.entries(sayings) as [Saying, Phrases][];

/** What a flat text, in lower case, says in words that are known. Phrases are found by plain search: time grows with the
 *  length of the text only. */
export function readSayings(text: string): ReadonlySet<Saying> {
  const has = (phrase: string) => text.includes(phrase);
  return new Set(
    entries
      .filter(
        ([, { says, with: and }]) => says.some(has) && (and?.some(has) ?? true),
      )
      .map(([saying]) => saying),
  );
}
