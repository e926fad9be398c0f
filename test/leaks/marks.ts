/** A secret that is known, so that it can be searched for. */
export interface Mark {
  readonly kind: keyof typeof kinds;
  readonly text: string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const words = ["hunter", "swordfish", "letmein", "monkey", "dragon"];

/** Numbers that look random, and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomFrom>;

const signs = (alphabet: string, length: number) => (random: Random) =>
  Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join(
    "",
  );

const kinds = {
  /** As people choose them: only its place tells that it is one. */
  word: (random: Random) =>
    `${words[random(words.length)] ?? ""}${signs("0123456789", 5)(random)}`,
  random: signs(`${letters}0123456789`, 24),
  hex: signs("0123456789abcdef", 40),
  "of a registry": (random: Random) =>
    `dckr_pat_${signs(`${letters}0123456789_-`, 27)(random)}`,
  "with other signs": signs(`${letters}0123456789-_.~`, 28),
} as const;

export const markKinds = Object.keys(kinds) as (keyof typeof kinds)[];

/** Another one for each seed. */
export function markOf(kind: Mark["kind"], seed: number): Mark {
  return { kind, text: kinds[kind](randomFrom(seed)) };
}

/** How a secret is written where it is not written as it is. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 with a user": (text) => Buffer.from(`bob:${text}`).toString("base64"),
  "base64 for URLs, without padding": (text) =>
    Buffer.from(`b:${text}`).toString("base64url"),
  "base64 in base64": (text) =>
    Buffer.from(Buffer.from(text).toString("base64")).toString("base64"),
  percent: (text) =>
    text.replaceAll(/[^]/g, (sign) => `%${hex(sign).padStart(2, "0")}`),
  "JSON's escapes": (text) =>
    text.replaceAll(/[^]/g, (sign) => `\\u${hex(sign).padStart(4, "0")}`),
  "HTML entities": (text) =>
    text.replaceAll(/[^]/g, (sign) => `&#x${hex(sign)};`),
  "split by a line feed": (text) =>
    `${text.slice(0, text.length / 2)}\n${text.slice(text.length / 2)}`,
};

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16);
}
