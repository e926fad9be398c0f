import type { DecodedText } from "./decoded-text.js";
import { goesOn } from "./sentence-words.js";
import type { Span } from "./span.js";
import { endOfLine, endOfList, endOfQuoted, endOfWord } from "./value-ends.js";

/** How a value stands behind the name of a secret. */
export interface Place {
  readonly name: string;
  /** How often the sign between them is encoded. */
  readonly level: number;
  /** As opposed to a sentence: `token: unexpected status`. */
  readonly isField: boolean;
}

/** The value that begins there; null where it is none: an object, a word for nothing, a sentence that goes on. */
export function secretValue(
  decoded: DecodedText,
  start: number,
  place: Place,
): Span | null {
  const { text } = decoded;
  const { name, level, isField } = place;
  const label = /^user/i.test(name) && !isField ? "<user>" : "<redacted>";
  const span = (from: number, to: number): Span | null =>
    isNothing(text.slice(from, to)) ? null : { start: from, end: to, label };
  const first = text.charAt(start);
  if (first !== "" && "\"'`".includes(first)) {
    const end = endOfQuoted(decoded, start);
    const isSentence =
      !isField && !/^pass/i.test(name) && / \S+ /.test(text.slice(start, end));
    return isSentence ? null : span(start + 1, end);
  }
  if (first === "[") return span(start + 1, endOfList(decoded, start, level));
  if (/^cookie/i.test(name))
    return span(start, endOfLine(decoded, start, level));
  const [scheme = ""] = schemeAt(text, start);
  const begin = start + scheme.length;
  // With parameters, each of which may be a secret.
  if (/^(?:digest|hawk|oauth|aws)/i.test(scheme))
    return span(begin, endOfLine(decoded, begin, level));
  const isWord = isField && scheme === "";
  if (isHarmless(text.slice(begin, begin + maxWord), name, isWord)) return null;
  const end = endOfWord(decoded, begin, level);
  return span(
    begin,
    text.charAt(end) === "&" ? end : phraseEnd(text, begin, end),
  );
}

/** How long a word is looked at to tell whether it is a secret. */
const maxWord = 32;

function schemeAt(text: string, start: number): readonly string[] {
  const scheme =
    /(?:basic|bearer|token|negotiate|ntlm|digest|hawk|oauth|aws4-hmac-sha256) {1,4}/iy;
  scheme.lastIndex = start;
  return scheme.exec(text) ?? [];
}

/** Behind these, a sentence seldom goes on with a secret. */
const fieldsOnly =
  /^(?:account|authentication|e-?mail|login|session|sig|signature|verify)/i;

/** What is no secret though it stands behind the name of one. `isField`: in a sentence, more is none. */
function isHarmless(begin: string, name: string, isField: boolean): boolean {
  if (/^(?:[{(]|map\[|&\{|arn:|system:)/.test(begin)) return true;
  if (isField) return false;
  if (fieldsOnly.test(name)) return true;
  const [word = ""] = begin.split(/[\s"'`&<>]/, 1);
  return (
    goesOn(word) ||
    (!/^pass/i.test(name) &&
      /^(?:https?:\/\/|\d{3}[.,:;)]*$|x509\b|[^a-z\d]+$)/i.test(word))
  );
}

function isNothing(value: string): boolean {
  return /^(?:|true|false|null|nil|none|undefined|password|username)$/i.test(
    value,
  );
}

/** Without what closes a phrase. */
function phraseEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ",;.:)]}".includes(text.charAt(last - 1))) last -= 1;
  return last;
}
