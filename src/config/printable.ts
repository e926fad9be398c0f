import { textOf, type Outside } from "./outside.js";

/** What steers a terminal or misleads the eye: controls of C0 and C1, line and paragraph separators, and what is not seen
 *  itself but turns or joins what is, such as bidi overrides and zero-width characters (Unicode, general category Cf). */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** The same, but for what makes lines and columns. */
export const steeringInLines = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text from outside (a cluster, a registry, a file) as one line that a terminal shows as it is. */
export function printable(text: string | Outside): string {
  return asString(text).replaceAll(steering, "\uFFFD");
}

/** The same for a text of several lines. */
export function printableLines(text: string | Outside): string {
  return asString(text).replaceAll(steeringInLines, "\uFFFD");
}

/** JSON for people and programs: what JSON may leave as it is, and a terminal must not get, is escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    steeringInLines,
    (character) =>
      Array.from({ length: character.length }, (_, index) => index)
        .map(
          (index) =>
            `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
        )
        .join(""),
  );
}

function asString(text: string | Outside): string {
  return typeof text === "string" ? text : textOf(text);
}
