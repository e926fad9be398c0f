import { createRandom, type Random } from "../cluster/soak/random.js";

/** A secret that is known, so that it can be searched for. */
export interface Mark {
  readonly kind: MarkKind;
  readonly text: string;
}

export type MarkKind = keyof typeof kinds;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";

const signs = (alphabet: string, length: number) => (random: Random) =>
  Array.from({ length }, () =>
    alphabet.charAt(random.below(alphabet.length)),
  ).join("");

const kinds = {
  /** As people choose them: only its place tells that it is one. */
  word: (random: Random) =>
    random.pick(["hunter", "swordfish", "letmein", "monkey", "dragon"]) +
    signs(digits, 5)(random),
  random: signs(letters + digits, 24),
  hex: signs("0123456789abcdef", 40),
  "of a registry": (random: Random) =>
    `dckr_pat_${signs(`${letters}${digits}_-`, 27)(random)}`,
  "with other signs": signs(`${letters}${digits}-_.~`, 28),
  "with a slash": (random: Random) => {
    const part = signs(`${letters}${digits}`, 14);
    return `${part(random)}/${part(random)}`;
  },
} as const;

export const markKinds = Object.keys(kinds) as MarkKind[];

/** Another one for each seed. */
export function markOf(kind: MarkKind, seed: number): Mark {
  return { kind, text: kinds[kind](createRandom(seed)) };
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (sign: string) => sign.charCodeAt(0).toString(16);
const each = (text: string, escape: (sign: string) => string) =>
  text.replaceAll(/[^]/g, escape);

/** How a secret is written. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64,
  "base64 without padding": (text) => base64(text).replace(/=+$/, ""),
  "base64 for URLs": (text) => Buffer.from(`b:${text}`).toString("base64url"),
  "base64 with a user": (text) => base64(`bob:${text}`),
  "base64 in lines": (text) =>
    base64(`bob:${text}`).replaceAll(/.{20}(?=.)/g, "$&\n"),
  "base64 in base64": (text) => base64(base64(text)),
  percent: (text) => each(text, (sign) => `%${hex(sign).padStart(2, "0")}`),
  "percent, where it must be": (text) => encodeURIComponent(text),
  "JSON's escapes": (text) =>
    each(text, (sign) => `\\u${hex(sign).padStart(4, "0")}`),
  "escaped slashes": (text) => text.replaceAll("/", "\\/"),
  "HTML entities": (text) => each(text, (sign) => `&#x${hex(sign)};`),
  "HTML entities in decimals": (text) =>
    each(text, (sign) => `&#${String(sign.charCodeAt(0))};`),
  "split by a line feed": (text) =>
    `${text.slice(0, text.length / 2)}\n${text.slice(text.length / 2)}`,
};
