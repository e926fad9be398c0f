/** A text as somebody reads it who takes its escapes out, and where each character of that stands in the original. */
export interface DecodedText {
  readonly text: string;
  /** By the index of a character: where its original begins, and where it ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** How often it was percent encoded or an entity, and how often it was behind a backslash: what ends a value is so no
   *  more often than what began it. */
  readonly encoded: Uint8Array;
  readonly escaped: Uint8Array;
}

/** Deeper than programs escape what others have escaped. */
const passes = 8;

/** Takes JSON's escapes, percent encoding and HTML entities out, again and again: logs quote what other logs have quoted.
 *  Time and memory grow with the length of the text only. */
export function decodeText(original: string): DecodedText {
  let decoded = plain(original);
  for (let pass = 1; pass <= passes; pass += 1) {
    const next = decodeOnce(decoded);
    if (next === null) break;
    decoded = next;
  }
  return decoded;
}

function plain(text: string): DecodedText {
  const { length } = text;
  const starts = new Uint32Array(length);
  const ends = new Uint32Array(length);
  for (let index = 0; index < length; index += 1) {
    starts[index] = index;
    ends[index] = index + 1;
  }
  const encoded = new Uint8Array(length);
  return { text, starts, ends, encoded, escaped: encoded };
}

const escapes =
  /\\(?:u[\da-f]{4}|x[\da-f]{2}|[nrt"'`\\/&<>])|%[\da-f]{2}|&(?:#\d{1,4}|#x[\da-f]{1,4}|[a-z]{2,6});/gi;

/** Null where nothing is escaped. */
function decodeOnce(from: DecodedText): DecodedText | null {
  const parts: string[] = [];
  const starts = new Uint32Array(from.text.length);
  const ends = new Uint32Array(from.text.length);
  const encoded = new Uint8Array(from.text.length);
  const escaped = new Uint8Array(from.text.length);
  let length = 0;
  let at = 0;
  const copyUpTo = (end: number) => {
    parts.push(from.text.slice(at, end));
    for (; at < end; at += 1, length += 1) {
      starts[length] = from.starts[at] ?? 0;
      ends[length] = from.ends[at] ?? 0;
      encoded[length] = from.encoded[at] ?? 0;
      escaped[length] = from.escaped[at] ?? 0;
    }
  };
  for (const { 0: escape, index } of from.text.matchAll(escapes)) {
    const sign = signOf(escape);
    if (sign === null) continue;
    copyUpTo(index);
    at = index + escape.length;
    parts.push(sign);
    starts[length] = from.starts[index] ?? 0;
    ends[length] = from.ends[at - 1] ?? 0;
    const isEscape = escape.startsWith("\\");
    encoded[length] = most(from.encoded, index, at) + (isEscape ? 0 : 1);
    escaped[length] = most(from.escaped, index, at) + (isEscape ? 1 : 0);
    length += 1;
  }
  if (at === 0) return null;
  copyUpTo(from.text.length);
  return {
    text: parts.join(""),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
    encoded: encoded.subarray(0, length),
    escaped: escaped.subarray(0, length),
  };
}

function most(counts: Uint8Array, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end; at += 1)
    found = Math.max(found, counts[at] ?? 0);
  return found;
}

const named: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\n",
  t: "\t",
  amp: "&",
  apos: "'",
  colon: ":",
  commat: "@",
  equals: "=",
  gt: ">",
  lt: "<",
  nbsp: " ",
  quot: '"',
  sol: "/",
};

/** What an escape stands for; null where it is none, or for something that no rule looks for. */
function signOf(escape: string): string | null {
  const inside = escape.slice(1).replace(";", "");
  if (escape.startsWith("%")) return ofCode(parseInt(inside, 16));
  const number = /^(?:#?x|u)([\da-f]{1,4})$|^#(\d+)$/i.exec(inside);
  if (number?.[1] !== undefined) return ofCode(parseInt(number[1], 16));
  if (number?.[2] !== undefined) return ofCode(Number(number[2]));
  if (escape.startsWith("&")) return named[inside.toLowerCase()] ?? null;
  return named[inside] ?? inside;
}

function ofCode(code: number): string | null {
  if (code === 0x09 || code === 0x0a || code === 0x0d)
    return String.fromCharCode(code);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : null;
}
