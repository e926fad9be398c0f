import { Lexer, parseAllDocuments } from "yaml";
import { textOf, type Outside } from "../../config/outside.js";

/** The documents that a text holds, JSON or YAML, or else what is wrong with it, without a piece of it: any may be a
 *  credential, and the parsers' errors and warnings quote what they stumble over. */
export function parseDocuments(
  given: Outside,
): { readonly documents: unknown[] } | { readonly problem: string } {
  const text = textOf(given);
  try {
    return { documents: [JSON.parse(text)] };
  } catch {
    // It is YAML, then, or several documents, or wrong. YAML's parser takes JSON as well, but several times as long.
  }
  if (isTooDeep(text))
    return { problem: "is neither YAML nor JSON: it is nested too deeply" };
  const documents = [
    ...parseAllDocuments(text, {
      logLevel: "silent",
      merge: true,
      prettyErrors: false,
    }),
  ];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split("\n").length;
    return {
      problem: `is neither YAML nor JSON, from line ${String(line)} on`,
    };
  }
  try {
    return { documents: documents.map((one) => one.toJS() as unknown) };
  } catch {
    // An alias without its anchor, or more aliases than one would write.
    return {
      problem: "is neither YAML nor JSON: its aliases can't be resolved",
    };
  }
}

/** Deeper than anybody nests. */
const maxDepth = 500;

/** Whether YAML's parser, which calls itself for each level, would run out of stack. Node ends at once where that happens in
 *  a regular expression, so no error could be caught. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  let onLine = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets -= 1;
    else if (lexeme === "-" || lexeme === "?" || lexeme === ":") onLine += 1;
    else if (lexeme.endsWith("\n")) onLine = 0;
    const indented = /^ +$/.test(lexeme) ? lexeme.length : 0;
    if (Math.max(brackets, onLine, indented) > maxDepth) return true;
  }
  return false;
}
