import { Lexer, type ErrorCode } from "yaml";

/** Where YAML's parser stumbles over a text, and what it calls that. */
export interface Stumble {
  /** The index of a character. */
  readonly at: number;
  readonly code: ErrorCode;
}

/** Why a text is no YAML, and what to do about it, without a piece of it; null where that has no words here. */
export function whyNoYaml(text: string, { at, code }: Stumble): string | null {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const [line = ""] = text.slice(start).split("\n", 1);
  if (line.includes("{{") || isTemplate(text))
    return "it is a template, to be rendered first, as helm template does";
  const form = forms.find(({ sign }) => sign.test(text));
  if (form !== undefined) return form.words;
  const block = blockBefore.exec(text.slice(0, start));
  if (block !== null && ofUnindented.includes(code))
    return `the value under ${block[1] ?? ""} must be indented further than its key`;
  return ofUnclosed.includes(code) && at >= text.trimEnd().length
    ? "a quotation mark or a bracket before is not closed"
    : (reasons[code] ?? null);
}

/** What people give in place of YAML, by a line of it. */
const forms: readonly { readonly sign: RegExp; readonly words: string }[] = [
  {
    sign: /^Name: +\S/m,
    words:
      "it is what kubectl describe prints; give what kubectl get prints with --output yaml",
  },
  {
    sign: /^[A-Za-z\d+/]{64,76}$\r?\n^[A-Za-z\d+/]+={0,2}["']?$/m,
    words:
      "its base64 has line breaks; write it in one line, as base64 -w0 does",
  },
];

/** Whether two braces open outside of quotes and of texts in several lines: there they may belong to what reads the text. */
function isTemplate(text: string): boolean {
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "{" && before === "{") return true;
    if (/^[^\s"'#].*\{\{/.test(lexeme)) return true;
    before = lexeme;
  }
  return false;
}

/** The sign that a text in several lines follows, at the end of what stands before. */
const blockBefore = /(?<=[:-][ \t]+)([|>])[-+\d]*[ \t]*\r?\n\s*$/;
const ofUnindented: readonly ErrorCode[] = [
  "BAD_INDENT",
  "BLOCK_AS_IMPLICIT_KEY",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
  "UNEXPECTED_TOKEN",
];

/** At the end of a text, where nothing is that could be wrong itself. */
const ofUnclosed: readonly ErrorCode[] = ["BAD_INDENT", "MISSING_CHAR"];

/** The parser's reasons: its own words quote the text. */
const reasons: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_DQ_ESCAPE:
    "a backslash in double quotes begins nothing that YAML knows; single quotes leave it as it is",
  BAD_INDENT: "it is not indented as what it belongs to",
  BAD_SCALAR_START: "a value that begins with this sign needs quotes",
  BLOCK_AS_IMPLICIT_KEY:
    "a value holds what looks like a key: put the value in quotes, or indent the next line less",
  BLOCK_IN_FLOW: "between brackets, commas are missing",
  DUPLICATE_KEY: "the key is there already",
  MISSING_CHAR: "a colon, a comma, a bracket or a quotation mark is missing",
  MULTILINE_IMPLICIT_KEY: "a key needs a colon and a blank behind it",
  TAB_AS_INDENT: "it is indented with a tab; YAML takes blanks only",
  UNEXPECTED_TOKEN: "something stands where YAML expects the next line",
};
