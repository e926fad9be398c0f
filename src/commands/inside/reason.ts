import { printable } from "../../config/printable.js";
import { redact } from "../../registry/redact/redact.js";

/** An error's cause in one line, without what Garden puts before it: that a task failed, and the text that a template
 *  string stands in, which may be a whole manifest. It may quote the user's files. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const cause = causeIn(redact(message));
  return printable(isOfNode(error) ? `Garden fails on it: ${cause}` : cause);
}

/** Of Node's own, and so no words for a user: Garden has passed something on that it does not expect. */
function isOfNode(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_")
  );
}

const announcements =
  /^(?:Failed resolving one or more modules:\s+[^:\s]+: |(?:Failed to (?:resolve|complete) [^:\n]*|resolve [^:\n]* failed): (?:Error: )?)+/;

/** Garden prints the text's line breaks as `\n`. */
const inTemplate =
  /^Invalid template string \((.*)\)(?: at path (\S+))?: (?=[A-Z])(.*)$/;

/** What git, and what it runs, put before a cause. */
const saidByGit = /^(?:ssh|fatal|error|remote): /;

function causeIn(message: string): string {
  const [first = message, ...more] = message
    .replace(announcements, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (first.endsWith(":")) {
    const cause = more.find((line) => saidByGit.test(line)) ?? more.at(-1);
    return cause === undefined ? first : `${first} ${cause}`;
  }
  const [, text, place, cause] = inTemplate.exec(first) ?? [];
  if (text === undefined || cause === undefined) return shortKeys(first);
  const where = place === undefined ? "" : `at ${place}, `;
  return `${shortKeys(cause)} (${where}in ${cut(text, 60)})`;
}

const keysShown = 10;

/** Garden lists all keys that there are; of `local.env`, every variable of the user's. */
function shortKeys(cause: string): string {
  return cause.replace(/(?<=Available keys: )[^.]*/, (list) => {
    const keys = list.split(", ");
    const left = keys.length - keysShown;
    return left > 0
      ? `${keys.slice(0, keysShown).join(", ")} and ${String(left)} more`
      : list;
  });
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
