import { nodeSayings } from "./node-sayings.js";
import type { Phrases } from "./phrases.js";
import { registrySayings } from "./registry-sayings.js";
import { storageSayings } from "./storage-sayings.js";

/** All sentences that are known. */
export const sayings = {
  ...nodeSayings,
  ...storageSayings,
  ...registrySayings,
};

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
