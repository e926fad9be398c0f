import { isUtf8 } from "node:buffer";

/** Whether a host label matches a pattern, as Go's path/filepath.Match on Linux has it. Of its signs, net/url lets `*`
 *  into a host, and the class, which an IPv6 address in brackets is when it has no port: `[::1]` matches one character.
 *  In: the pattern as a byte string, the label of an image in ASCII. A malformed pattern matches nothing. */
export function matchesLabel(pattern: string, label: string): boolean {
  const signs = signsOf(pattern);
  if (signs === null) return false;
  let sign = 0;
  let at = 0;
  let star: { readonly sign: number; at: number } | null = null;
  while (at < label.length) {
    const current = signs[sign];
    if (current === "*") {
      star = { sign, at };
      sign++;
    } else if (current?.(label.charCodeAt(at)) === true) {
      sign++;
      at++;
    } else if (star !== null) {
      // The last star takes one character more.
      star.at++;
      sign = star.sign + 1;
      at = star.at;
    } else {
      return false;
    }
  }
  return signs.slice(sign).every((left) => left === "*");
}

type Sign = "*" | ((codePoint: number) => boolean);

function signsOf(pattern: string): Sign[] | null {
  const bytes = Buffer.from(pattern, "latin1");
  if (!isUtf8(bytes)) return null;
  const parts = bytes.toString().match(/\[[^\]]*\]|[^]/gu) ?? [];
  if (!parts.every(isWellFormed)) return null;
  return parts.map((part) => {
    if (part === "*") return "*";
    const ranges = rangesOf(part.length > 2 ? part.slice(1, -1) : part);
    return (codePoint) =>
      ranges.some(([low, high]) => low <= codePoint && codePoint <= high);
  });
}

/** A class has to end, to hold something, and to hold "-" between two characters only. */
function isWellFormed(part: string): boolean {
  if (!part.startsWith("[")) return true;
  return (
    part.length > 2 &&
    !part
      .slice(1, -1)
      .replaceAll(/[^-]-[^-]/gu, "")
      .includes("-")
  );
}

function rangesOf(text: string): [number, number][] {
  return [...text.matchAll(/(.)(?:-(.))?/gsu)].map(
    ([, low = "", high = low]) => [
      low.codePointAt(0) ?? 0,
      high.codePointAt(0) ?? 0,
    ],
  );
}
