import { fromOutside, textOf, type Outside } from "../../config/outside.js";

/** The error codes of the OCI distribution specification, as clients print them: in lower case, some with blanks. */
const errorCode =
  /^(?:toomanyrequests|unauthorized|denied|unsupported|unknown|blob unknown|blob upload invalid|blob upload unknown|digest invalid|manifest blob unknown|manifest invalid|manifest unknown|name invalid|name unknown|size invalid):/i;

/** A row of the events that `kubectl describe` prints, which are all indented. */
const eventRow = /^\s+(?:Normal|Warning)\s+\S/;

/** How a line begins that is no other's end: an event's, a log's, or a command's. */
const beginning =
  /^(?:Normal|Warning|[IWEF]\d{4} |\d{4}[-/]|time=|\{|\$ |Error)/;

/** Where somebody has wrapped a message: behind a link of an error chain, before the next one, or before what Docker Hub
 *  says of its limit at last. */
const unfinished = /[:=] {0,4}$/;
const next = /^(?:desc = |You may increase the limit )/;

/** Splits text into messages: one a line; an indented line, one that begins with a registry's error code, and one behind
 *  a line that ends with a colon continue the one before. An empty line ends a message. Messages that are alike are one
 *  object: a log repeats them. */
export function splitMessages(text: Outside): Outside[] {
  const messages: string[][] = [];
  let current: string[] | undefined;
  for (const line of textOf(text).split(/\r\n|\n|\r/)) {
    if (line.trim() === "") {
      current = undefined;
      continue;
    }
    const isWrapped =
      next.test(line) ||
      (unfinished.test(current?.at(-1) ?? "") && !beginning.test(line));
    const continues =
      !eventRow.test(line) &&
      (/^\s/.test(line) || errorCode.test(line) || isWrapped);
    if (continues && current !== undefined) {
      current.push(line);
    } else {
      current = [line];
      messages.push(current);
    }
  }
  const known = new Map<string, Outside>();
  return messages.map((lines) => {
    const message = lines.join("\n").trim();
    const outside = known.get(message) ?? fromOutside(message);
    known.set(message, outside);
    return outside;
  });
}
