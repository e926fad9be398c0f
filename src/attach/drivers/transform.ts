/** The symbol under which the main thread keeps what patched modules call. */
export const runtimeKey = "garden-pull-secrets";

/** Names to look for in Garden's modules: `replaced` are reassigned, `read` are only handed over. */
export interface DeclaredNames {
  readonly replaced: readonly string[];
  readonly read: readonly string[];
}

/** A name of Garden's that a module seems to declare, and how it spells it: a bundler spells the second declaration of a
 *  name `name$1`, and both count. */
export interface Found {
  readonly name: string;
  readonly spelling: string;
  /** Where the declaration begins in the source. */
  readonly at: number;
}

/** What a module seems to declare. A declaration that stands in a string is found as well: the appended code finds out by
 *  running. */
export function findSeams(source: string, names: DeclaredNames): Found[] {
  const wanted = [...names.replaced, ...names.read];
  if (wanted.length === 0) return [];
  const declaration = new RegExp(
    declarationOf(`(${wanted.join("|")})(?:\\$\\d+)?`),
    "g",
  );
  const found = new Map<string, Found>();
  for (const match of source.matchAll(declaration)) {
    const [, spelling = "", name = ""] = match;
    if (!found.has(spelling))
      found.set(spelling, { name, spelling, at: match.index });
  }
  return [...found.values()];
}

/** Whether a text begins with the declaration that was found there. */
export function beginsWith(text: string, { spelling }: Found): boolean {
  return beginning.exec(text)?.[1] === spelling;
}

/** One for all names: to compile one for each takes longer than to read the places. */
const beginning = new RegExp(`^${declarationOf("[\\w$]+")}`);

/** A pattern for the declaration of what `identifier` matches, which is its first group. */
function declarationOf(identifier: string): string {
  return `\\b(?:function|class|let|var|const)\\s+(${identifier})\\s*(?=[({=;,]|extends\\b)`;
}

/** The code to append to a module, a line for each name; empty for none. It starts on a new line, because Garden's files
 *  end in a comment, and so keeps line numbers and source maps. A name that only stood in a string throws ReferenceError
 *  there. */
export function seamCode(
  found: readonly Found[],
  { replaced }: DeclaredNames,
): string {
  return found
    .map(({ name, spelling }) => {
      const runtime = `globalThis[Symbol.for("${runtimeKey}")]`;
      const assigned = replaced.includes(name) ? `${spelling}=` : "";
      return (
        `\ntry{${assigned}${runtime}.declared("${name}",${spelling},import.meta.url)}` +
        `catch(e){${runtime}?.failed("${name}",e,import.meta.url)}\n`
      );
    })
    .join("");
}

/** The code to append to Garden's main module: it reports that the patch got in. */
export const mainCode = `\nglobalThis[Symbol.for("${runtimeKey}")]?.started()\n`;
