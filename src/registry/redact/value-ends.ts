import type { DecodedText } from "./decoded-text.js";

/** Where a value ends. What is escaped more often than what began the value is a piece of it. */

/** In: where the opening quote is. Out: where the closing one is, or the end of the line where it was cut off. */
export function endOfQuoted(decoded: DecodedText, opening: number): number {
  const { text, encoded, escaped } = decoded;
  const quote = text.charAt(opening);
  const isCloser = (at: number) =>
    (encoded[at] ?? 0) <= (encoded[opening] ?? 0) &&
    (escaped[at] ?? 0) <= (escaped[opening] ?? 0);
  let end = text.indexOf(quote, opening + 1);
  while (end >= 0 && !isCloser(end)) end = text.indexOf(quote, end + 1);
  return end >= 0 ? end : endOfLine(decoded, opening, encoded[opening] ?? 0);
}

/** In: where it begins, and how often what stands before it is encoded. */
export function endOfWord(
  decoded: DecodedText,
  start: number,
  level: number,
): number {
  return endAt(decoded, start, level, /[\s"'`&<>]/g);
}

/** The same for what goes on to the end of its line. */
export function endOfLine(
  decoded: DecodedText,
  start: number,
  level: number,
): number {
  return endAt(decoded, start, level, /[\r\n]/g);
}

/** The same for a list in brackets. */
export function endOfList(
  decoded: DecodedText,
  start: number,
  level: number,
): number {
  return endAt(decoded, start, level, /[\]\r\n]/g);
}

function endAt(
  { text, encoded }: DecodedText,
  start: number,
  level: number,
  sign: RegExp,
): number {
  sign.lastIndex = start;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text))
    if ((encoded[found.index] ?? 0) <= level) return found.index;
  return text.length;
}
