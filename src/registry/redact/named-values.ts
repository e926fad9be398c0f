import type { DecodedText } from "./decoded-text.js";
import { secretValue } from "./secret-value.js";
import type { Span } from "./span.js";

/** What names of fields, headers and parameters end with whose value is a secret, or tells whose it is. */
const names = [
  "(?:access|account|api|encryption|private|secret|shared|signing|storage)[-_. ]?key(?:[-_]?id)?",
  "account",
  "auth",
  "authentication",
  "authorization",
  "cookies?",
  "credentials?",
  "e-?mail",
  "jwt",
  "key-pair-id",
  "login",
  "passphrase",
  "passw(?:or)?d",
  "pass",
  "pwd",
  "registry-config",
  "secret",
  "session[-_]?id",
  "sig",
  "signature",
  "tokens?",
  "user",
  "user[-_ ]?(?:id|info|name)",
  "verify",
  "x-jfrog-art-api",
].join("|");

/** What stands between a name and its value: also in lists, `["password", "…"]`, and in elements, `<password>…</`. */
const signs = "=>|:=|[:=]|(?<=[\"'`]),(?=\\s?[\"'`])|>";

const assignment = new RegExp(
  `(?<name>${names})(?<close>["'\`]?\\]?)\\s{0,4}(?<sign>${signs})(?<blank>\\s{0,8})`,
  "gi",
);

/** The values behind names of secrets: of parameters, of fields in JSON, YAML and Go's notation, of headers. */
export function namedValues(decoded: DecodedText): Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { 0: found, index, groups } of decoded.text.matchAll(assignment)) {
    if (index < done) continue;
    const { name = "", close, sign = "", blank = "" } = groups ?? {};
    if (name === "passwd" && decoded.text.endsWith("etc/", index)) continue;
    const start = index + found.length;
    if (sign === ">" && !isElement(decoded.text, start - blank.length))
      continue;
    const level = decoded.encoded[start - blank.length - 1] ?? 0;
    const isQuoted = /["'`]/.test(decoded.text.charAt(start));
    const isField = sign !== ":" || blank === "" || (close !== "" && isQuoted);
    if (
      sign + blank + (close ?? "") === ":" &&
      isTag(decoded.text, index, name)
    )
      continue;
    const span = secretValue(decoded, start, { name, level, isField });
    if (span === null) continue;
    spans.push(span);
    done = span.end;
  }
  return spans;
}

/** Whether what begins there is the text of an element, `<password>…</password>`, of at most 4096 characters. */
function isElement(text: string, start: number): boolean {
  const next = text.slice(start, start + 4098);
  const end = next.indexOf("<");
  return end > 0 && next.startsWith("</", end);
}

/** Whether what looks like a name is how an image is called, and its value a tag: `shop/user-auth:1.2`. */
function isTag(text: string, index: number, name: string): boolean {
  const before = /[\w./-]{0,255}$/.exec(
    text.slice(Math.max(0, index - 255), index),
  )?.[0];
  const tag = text.slice(index + name.length + 1, index + name.length + 40);
  if (before?.includes("/") && /^v?\d+(?:\.\d+)+(?![\w.+=-])/.test(tag))
    return true;
  if (/^(?:pass|pwd|authorization|cookie)|key/i.test(name)) return false;
  return before === ""
    ? /^(?:latest\b|v?\d+\.\d)/.test(tag)
    : /^(?!x-)[a-z\d][a-z\d._/-]*$/.test(`${before ?? ""}${name}`);
}
