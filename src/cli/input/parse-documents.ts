import { parseAllDocuments } from "yaml";
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
    const known = forms.find(({ form }) => form.test(text));
    const why = known === undefined ? "" : `: ${known.words}`;
    return {
      problem: `is neither YAML nor JSON, from line ${String(line)} on${why}`,
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

/** What people give in place of YAML, by a line of it. */
const forms: readonly { readonly form: RegExp; readonly words: string }[] = [
  {
    form: /\{\{/,
    words: "it is a template, to be rendered first, as helm template does",
  },
  {
    form: /^Name: +\S/m,
    words:
      "it is what kubectl describe prints; give what kubectl get prints with --output yaml",
  },
  {
    form: /^[A-Za-z\d+/]{64,76}$\r?\n^[A-Za-z\d+/]+={0,2}["']?$/m,
    words:
      "its base64 has line breaks; write it in one line, as base64 -w0 does",
  },
];
