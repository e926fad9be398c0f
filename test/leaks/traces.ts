import type { Mark } from "./marks.js";

/** How much of a random mark may be left of it: fewer signs than this in a row. */
const piece = 8;

/** The first trace of a mark that a text holds, be it encoded or torn, or null. All decoding here is the test's own. */
export function traceIn(text: string, mark: Mark): string | null {
  const pieces = piecesOf(mark);
  for (const form of formsOf(text)) {
    const found = pieces.find((part) => form.includes(part));
    if (found !== undefined) return found;
  }
  return null;
}

function piecesOf({ kind, text }: Mark): string[] {
  if (kind === "word") return [text];
  // What it begins with is no secret.
  const secret = text.replace(/^dckr_pat_/, "");
  return Array.from({ length: secret.length - piece + 1 }, (_, at) =>
    secret.slice(at, at + piece),
  );
}

/** The text, what it decodes to, and what base64 and hexadecimal in these decode to. */
function formsOf(text: string): Set<string> {
  const forms = new Set<string>();
  let decoded = text;
  for (let round = 0; round < 4; round += 1) {
    forms.add(decoded);
    forms.add(withoutBreaks(decoded));
    const next = unescape(decoded);
    if (next === decoded) break;
    decoded = next;
  }
  for (const form of [...forms])
    for (const inside of binaryIn(form)) {
      forms.add(inside);
      for (const deeper of binaryIn(inside)) forms.add(deeper);
    }
  return forms;
}

/** Output breaks lines, and draws a line beside some. */
function withoutBreaks(text: string): string {
  return text.replaceAll(/[\s|│]/g, "");
}

function unescape(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => ofHex(code))
    .replaceAll(/\\U([\da-f]{8})/gi, (_, code: string) => ofHex(code))
    .replaceAll(/%([\da-f]{2})/gi, (_, code: string) => ofHex(code))
    .replaceAll(/&#x([\da-f]{1,6});/gi, (_, code: string) => ofHex(code))
    .replaceAll(/&#(\d{1,7});/g, (_, code: string) =>
      String.fromCodePoint(Number(code) % 0x110000),
    )
    .replaceAll("\\n", "\n")
    .replaceAll(/\\([^nrtu])/g, "$1");
}

function ofHex(code: string): string {
  return String.fromCodePoint(parseInt(code, 16) % 0x110000);
}

function binaryIn(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(/[\w+/-]{12,}/g)) {
    for (let offset = 0; offset < 4; offset += 1)
      found.push(Buffer.from(run.slice(offset), "base64").toString("latin1"));
    if (/^[\da-f]+$/i.test(run))
      found.push(Buffer.from(run, "hex").toString("latin1"));
  }
  return found.length > 0 ? [found.join("\n")] : [];
}
