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
    ...declaredIn(source, names.replaced).map((name) =>
      snippet(name, `${name}=`),
    ),
    ...declaredIn(source, names.read).map((name) => snippet(name, "")),
  ];
  return lines.length === 0 ? null : `${source}\n${lines.join("\n")}\n`;
}

function declaredIn(source: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const declaration = new RegExp(
    `\\b(?:function|class|let|var|const)\\s+(${names.join("|")})\\b`,
    "g",
  );
  return [
    ...new Set([...source.matchAll(declaration)].map(([, name]) => name ?? "")),
  ];
}

function snippet(name: string, assignment: string): string {
  const runtime = `globalThis[Symbol.for("${runtimeKey}")]`;
  return (
    `try{${assignment}${runtime}.declared("${name}",${name},import.meta.url)}` +
    `catch(e){${runtime}?.failed("${name}",e,import.meta.url)}`
  );
}
