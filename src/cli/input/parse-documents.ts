import {
  isScalar,
  Lexer,
  parseAllDocuments,
  visit,
  type Document,
  type YAMLMap,
} from "yaml";
import { textOf, type Outside } from "../../config/outside.js";
import { knownForm } from "./known-form.js";

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
      // Its own check compares each key with all before it.
      uniqueKeys: false,
    }),
  ];
  const looks = documents.map(lookAt);
  const wrong =
    documents.flatMap(({ errors }) => errors)[0]?.pos[0] ??
    looks.find(({ repeated }) => repeated !== null)?.repeated;
  if (wrong != null) {
    const line = text.slice(0, wrong).split("\n").length;
    const form = knownForm(text);
    const why = form === null ? "" : `: ${form}`;
    return {
      problem: `is neither YAML nor JSON, from line ${String(line)} on${why}`,
    };
  }
  const noAliases = {
    problem: "is neither YAML nor JSON: its aliases can't be resolved",
  };
  if (looks.some(({ aliases }) => aliases > maxAliases)) return noAliases;
  try {
    return { documents: documents.map((one) => one.toJS() as unknown) };
  } catch {
    // One without its anchor, or one that stands for too much.
    return noAliases;
  }
}

/** More than anybody writes. For each, the parser goes through the document. */
const maxAliases = 500;

/** Where a key stands that its map has already, or null; and how many aliases there are. */
function lookAt(document: Document): {
  readonly repeated: number | null;
  readonly aliases: number;
} {
  let repeated: number | null = null;
  let aliases = 0;
  visit(document, {
    Alias() {
      aliases += 1;
    },
    Map(_, map) {
      repeated ??= repeatedIn(map);
    },
  });
  return { repeated, aliases };
}

function repeatedIn({ items }: YAMLMap): number | null {
  const keys = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (keys.has(key.value)) return key.range?.[0] ?? 0;
    keys.add(key.value);
  }
  return null;
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
