/** An output of a provider's that a config takes. */
export interface OutputReference {
  readonly provider: string;
  /** The keys that lead to it; none where all outputs are taken as they are. */
  readonly path: readonly string[];
}

/** The template strings of a text; what Garden takes as text, `$${...}`, is none. */
const templates = /(?<!\$)\$\{[^}]*\}/g;

const outputs =
  /(?<![\w.-])providers((?:\.[\w-]+|\[(?:"[^"\]]*"|'[^'\]]*'|\d+)\])+)/g;

const keys = /\.([\w-]+)|\[(?:"([^"\]]*)"|'([^'\]]*)'|(\d+))\]/g;

/** The outputs of providers that a config takes, each once, as far as its template strings name them. Newer Gardens' parsed
 *  templates give their text as JSON. */
export function outputReferences(config: unknown): OutputReference[] {
  const found = new Map<string, OutputReference>();
  for (const text of textsIn(config))
    for (const [template] of text.matchAll(templates))
      for (const [, path = ""] of template.matchAll(outputs)) {
        const [provider = "", field, ...rest] = [...path.matchAll(keys)].map(
          (match) => match.slice(1).join(""),
        );
        if (field !== "outputs") continue;
        const reference = { provider, path: rest };
        found.set(inKeys(reference), reference);
      }
  return [...found.values()];
}

/** `exec.initScript.log`, as `--provider-output` takes it. */
export function inKeys({ provider, path }: OutputReference): string {
  return [provider, ...path].join(".");
}

/** What Garden notes of a file is no part of its config. */
const notes = new Set(["internal", "yamlDoc"]);

function textsIn(config: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(config, (key, value: unknown) => {
    if (notes.has(key)) return undefined;
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return texts;
}
