import { textOf, type Outside } from "../../config/outside.js";
import { steeringInLines } from "../../config/printable.js";
import { decodeText, type DecodedText } from "./decoded-text.js";
import { namedValues } from "./named-values.js";
import { looksSecret, secretParts } from "./secret-shapes.js";
import type { Span } from "./span.js";
import { users } from "./users.js";
import { withoutEnd } from "./without-end.js";

/** The text without what may be a credential or somebody's name, however it is escaped, and without what steers a terminal,
 *  which goes first, so that it can't split what is to be found. Left is what is known to be harmless: words, hosts,
 *  images, digests, codes, paths. Time grows with the length of the text only. */
export function redact(text: string | Outside): string {
  const given = typeof text === "string" ? text : textOf(text);
  const shown = given.replaceAll(steeringInLines, "");
  if (tooShort.test(shown)) return shown;
  const decoded = decodeText(shown);
  const continued = new Set<number>();
  const spans = [
    ...namedValues(decoded),
    ...users(decoded),
    ...randomWords(decoded),
  ]
    .flatMap((span) => [span, ...continuation(decoded, span, continued)])
    .concat(brokenWords(decoded))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const parts: string[] = [];
  let at = 0;
  let done = 0;
  for (const { start, end, label } of spans) {
    if (end <= done) continue;
    const from = decoded.starts[Math.max(start, done)] ?? 0;
    const to = decoded.ends[end - 1] ?? 0;
    parts.push(shown.slice(at, from));
    if (start >= done) parts.push(label);
    at = to;
    done = end;
  }
  return parts.join("") + shown.slice(at);
}

/** No escape, sign or quote, and less than a secret by itself or a phrase with one (`user x`) takes: half a million lines
 *  of one letter each are half a million messages. */
const tooShort = /^[\w. ]{0,5}$/;

/** What a secret goes on with in the next lines, where it was broken: what is no word there, or a line of one word before
 *  that. `continued`: where the lines end that another secret goes on with; what follows them is known already. */
function continuation(
  { text }: DecodedText,
  { end, label }: Span,
  continued: Set<number>,
): Span[] {
  const next =
    /\n[ \t]{0,8}([\w+/=.~%-]{2,}[\w+/=~%-])(?=[\s"'`,;.)\]}@&<]|$)/y;
  const spans: Span[] = [];
  let odd = 0;
  next.lastIndex = end;
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    const [, part = ""] = found;
    if (continued.has(next.lastIndex)) break;
    spans.push({
      start: next.lastIndex - part.length,
      end: next.lastIndex,
      label,
    });
    if (isOdd(part)) odd = spans.length;
    else if (text.charAt(next.lastIndex) !== "\n" || spans.length > odd + 1)
      break;
  }
  for (const span of spans.slice(0, odd)) continued.add(span.end);
  return spans.slice(0, odd);
}

/** Words that the end of a line has broken, and that look like a secret when they are put together. */
function brokenWords({ text }: DecodedText): Span[] {
  const pairs =
    /\n(?<=([\w+/=-]{1,128})\n)[ \t]{0,8}(?=([\w+/=-]{1,128})(?:[\s"'`,;.)\]}&<]|$))/g;
  return [...text.matchAll(pairs)].flatMap(
    ({ 0: found, 1: one = "", 2: other = "", index }) => {
      if (!isOdd(one) || !isOdd(other) || !looksSecret(one + other)) return [];
      const second = index + found.length;
      return [
        { start: index - one.length, end: index, label: "<token>" },
        { start: second, end: second + other.length, label: "<token>" },
      ];
    },
  );
}

/** No word, number or time. */
function isOdd(part: string): boolean {
  return (
    (/[a-z][._~-]?[A-Z]|[A-Z]{2}[a-z]|[+=~%]/.test(part) ||
      (/\d/.test(part) && /[A-Za-z]/.test(part))) &&
    !/^\d{4}-\d\d-\d\d/.test(part) &&
    !/^(?:\d{1,4}[smhd])+$/.test(part)
  );
}

const word = /[^\s"'`<>()[\]{},;=&?|\\]+(?:={1,2}(?![^\s"'`<>()[\]{},;&|]))?/g;

function randomWords({ text }: DecodedText): Span[] {
  return [...text.matchAll(word)].flatMap(({ 0: found, index }) =>
    isPodId(text, index, found)
      ? []
      : secretParts(withoutEnd(found, ".:!")).map(([start, end]) => ({
          start: index + start,
          end: index + end,
          label: "<token>",
        })),
  );
}

/** Of pods that mirror a file of the node's, the kubelet makes the id with MD5: `web_shop(ID)`, `podUID="ID"`. */
function isPodId(text: string, index: number, found: string): boolean {
  return (
    /^[\da-f]{32}$/.test(found) &&
    /(?:_[a-z\d-]{1,63}\(|\bpod |\bpodUID=["']?)$/.test(
      text.slice(Math.max(0, index - 80), index),
    )
  );
}
