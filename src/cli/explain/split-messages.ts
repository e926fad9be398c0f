import { fromOutside, textOf, type Outside } from "../../config/outside.js";

/** The error codes of the OCI distribution specification, as clients print them: in lower case, some with blanks. */
const errorCode =
  /^(?:toomanyrequests|unauthorized|denied|unsupported|unknown|blob unknown|blob upload invalid|blob upload unknown|digest invalid|manifest blob unknown|manifest invalid|manifest unknown|name invalid|name unknown|size invalid):/i;

/** A row of the events that `kubectl describe` prints, which are all indented. */
const eventRow = /^\s+(?:Normal|Warning)\s+\S/;

/** Splits text into messages: one a line; an indented line, or one that begins with a registry's error code, continues
 *  the one before. An empty line ends a message. */
export function splitMessages(text: Outside): Outside[] {
  const messages: string[][] = [];
  let current: string[] | undefined;
  for (const line of textOf(text).split(/\r\n|\n|\r/)) {
    if (line.trim() === "") {
      current = undefined;
      continue;
    }
    const continues =
      !eventRow.test(line) && (/^\s/.test(line) || errorCode.test(line));
    if (continues && current !== undefined) {
      current.push(line);
    } else {
      current = [line];
      messages.push(current);
    }
  }
  return messages.map((lines) => fromOutside(lines.join("\n").trim()));
}
