/** The symbol under which the main thread keeps what patched modules call. */
export const runtimeKey = "garden-pull-secrets";

/** Names to look for in Garden's modules: `replaced` are reassigned, `read` are only handed over. */
export interface DeclaredNames {
  readonly replaced: readonly string[];
  readonly read: readonly string[];
}

/** The source of a Garden module with a line appended for each name that it seems to declare; null if none.
 *  The appended code starts on a new line (Garden's files end in a comment), keeps line numbers and source maps, and
 *  finds out by running: a name that only stood in a string throws ReferenceError there. */
export function appendSeams(
  source: string,
  names: DeclaredNames,
): string | null {
  const lines = [
    ...declaredIn(source, names.replaced).map((found) => snippet(found, true)),
    ...declaredIn(source, names.read).map((found) => snippet(found, false)),
  ];
  return lines.length === 0 ? null : `${source}\n${lines.join("\n")}\n`;
}

/** A name of Garden's, and how a module spells it. */
interface Found {
  readonly name: string;
  readonly spelling: string;
}

/** A bundler spells the second declaration of a name `name$1`: both count. */
function declaredIn(source: string, names: readonly string[]): Found[] {
  if (names.length === 0) return [];
  const declaration = new RegExp(
    `\\b(?:function|class|let|var|const)\\s+((${names.join("|")})(?:\\$\\d+)?)(?![\\w$])`,
    "g",
  );
  const found = new Map<string, Found>();
  for (const [, spelling = "", name = ""] of source.matchAll(declaration)) {
    found.set(spelling, { name, spelling });
  }
  return [...found.values()];
}

function snippet({ name, spelling }: Found, assigned: boolean): string {
  const runtime = `globalThis[Symbol.for("${runtimeKey}")]`;
  return (
    `try{${assigned ? `${spelling}=` : ""}${runtime}.declared("${name}",${spelling},import.meta.url)}` +
    `catch(e){${runtime}?.failed("${name}",e,import.meta.url)}`
  );
}
