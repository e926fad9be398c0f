import { isUtf8 } from "node:buffer";

/** Go's encoding/json gives up beyond this depth (maxNestingDepth). */
const maxDepth = 10_000;

/** A member of a JSON object: its name, and the text of its value. */
export interface Member {
  readonly name: string;
  readonly value: string;
}

/** The text of a JSON document as Go's encoding/json takes it: what is not UTF-8 becomes U+FFFD, and nesting is limited.
 *  Null where it is no JSON. JSON.parse quotes its input in its errors, so none of them leaves this function. */
export function readJson(document: Buffer): string | null {
  const text = decodeUtf8(document);
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let depth = 0;
  for (const { token } of tokensOf(text)) {
    if (opens(token)) depth++;
    else if (closes(token)) depth--;
    if (depth > maxDepth) return null;
  }
  return text.trim();
}

/** The members of the object that `json` holds, in their order, duplicates included. `json` is valid JSON. */
export function membersOf(json: string): Member[] {
  const members: Member[] = [];
  let depth = 0;
  let name: string | null = null;
  let start = 0;
  for (const { token, index } of tokensOf(json)) {
    const ends = depth === 1 && (token === "," || token === "}");
    if (ends && name !== null) {
      members.push({ name, value: json.slice(start, index).trim() });
      name = null;
    } else if (depth === 1 && name === null && token.startsWith('"')) {
      name = stringOf(token);
    } else if (depth === 1 && token === ":") {
      start = index + 1;
    }
    if (opens(token)) depth++;
    else if (closes(token)) depth--;
  }
  return members;
}

/** The string that `json`, a JSON string, stands for. Halves of surrogate pairs become U+FFFD, as in Go. */
export function stringOf(json: string): string {
  return Buffer.from(JSON.parse(json) as string).toString();
}

/** Strings, and the signs that stand around values. */
function* tokensOf(json: string): Generator<{ token: string; index: number }> {
  let opened: number | null = null;
  for (const { 0: sign, index } of json.matchAll(/\\.|["{}[\],:]/g)) {
    if (sign === '"' && opened === null) opened = index;
    else if (sign === '"' && opened !== null) {
      yield { token: json.slice(opened, index + 1), index: opened };
      opened = null;
    } else if (opened === null) yield { token: sign, index };
  }
}

function opens(token: string): boolean {
  return token === "{" || token === "[";
}

function closes(token: string): boolean {
  return token === "}" || token === "]";
}

/** Go replaces each byte that belongs to no character; TextDecoder replaces a cut-off character as a whole. */
function decodeUtf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length =
      [1, 2, 3, 4].find((length) => isUtf8(bytes.subarray(at, at + length))) ??
      1;
    parts.push(bytes.toString("utf8", at, at + length));
    at += length;
  }
  return parts.join("");
}
