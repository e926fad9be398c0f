import {
  isScalar,
  Lexer,
  parseAllDocuments,
  visit,
  type Document,
  type YAMLMap,
} from "yaml";
import { textOf, type Outside } from "../../config/outside.js";
import { whyNoYaml, type Stumble } from "./why-no-yaml.js";

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
  const noAliases = {
    problem: "is neither YAML nor JSON: its aliases can't be resolved",
  };
  const { isTooDeep, aliases } = measure(text);
  if (isTooDeep)
    return { problem: "is neither YAML nor JSON: it is nested too deeply" };
  if (aliases > maxAliases) return noAliases;
  const documents = [
    ...parseAllDocuments(text, {
      logLevel: "silent",
      merge: true,
      prettyErrors: false,
      // Its own check compares each key with all before it.
      uniqueKeys: false,
    }),
  ];
  const wrong = stumbleIn(documents);
  if (wrong !== null) {
    const why = whyNoYaml(text, wrong);
    return {
      problem: `is neither YAML nor JSON, from ${placeOf(text, wrong)} on${why === null ? "" : `: ${why}`}`,
    };
  }
  try {
    return { documents: documents.map((one) => one.toJS() as unknown) };
  } catch {
    // One without its anchor, or one that stands for too much.
    return noAliases;
  }
}

/** Line and column, where what is wrong begins behind its indentation. */
function placeOf(text: string, { at }: Stumble): string {
  const [indentation = ""] = /^ */.exec(text.slice(at)) ?? [];
  const lines = text.slice(0, at + indentation.length).split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `line ${String(lines.length)}, column ${String(column)}`;
}

/** More than anybody writes. For each, the parser goes through the document. */
const maxAliases = 500;

/** The first of what the parser stumbles over, or else of the keys that are there twice. */
function stumbleIn(documents: readonly Document[]): Stumble | null {
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) return { at: error.pos[0], code: error.code };
  const at = documents.map(repeatedKey).find((one) => one !== null);
  return at == null ? null : { at, code: "DUPLICATE_KEY" };
}

/** Where a key stands that its map has already, or null. */
function repeatedKey(document: Document): number | null {
  let repeated: number | null = null;
  visit(document, {
    Map(_, map) {
      repeated ??= repeatedIn(map);
    },
  });
  return repeated;
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

/** What YAML's parser would do with a text, which calls itself for each level: whether it would run out of stack, where Node
 *  ends at once if that happens in a regular expression, so that no error could be caught; and how many aliases it would
 *  look for. */
function measure(text: string): { isTooDeep: boolean; aliases: number } {
  let brackets = 0;
  let onLine = 0;
  let aliases = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets -= 1;
    else if (lexeme === "-" || lexeme === "?" || lexeme === ":") onLine += 1;
    else if (lexeme.endsWith("\n")) onLine = 0;
    else if (/^\*\S+$/.test(lexeme)) aliases += 1;
    const indented = /^ +$/.test(lexeme) ? lexeme.length : 0;
    if (Math.max(brackets, onLine, indented) > maxDepth)
      return { isTooDeep: true, aliases };
  }
  return { isTooDeep: false, aliases };
}
