import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What nobody who installs the package can use. */
const developersFiles = [
  /^(?:test|src|scripts|examples|docs\/evidence|coverage|\.ci|node_modules)\//,
  /(?:^|\/)(?:tsconfig[^/]*\.json|eslint\.config\.js|knip\.json|package-lock\.json)$/,
  /(?:^|\/)\.(?!gitkeep$)[^/]+$/,
  /\.(?:test|spec)\.[^/]+$/,
  /(?<!\.d)\.[cm]?tsx?$/,
  /\.(?:tsbuildinfo|tgz|log)$/,
];

/** What is wrong with the files of the unpacked package in `folder`, in one sentence for each kind. */
export function problemsIn(folder: string, files: readonly string[]): string[] {
  return [
    inOneSentence(
      "packed, though only developers need it",
      files.filter((file) =>
        developersFiles.some((pattern) => pattern.test(file)),
      ),
    ),
    inOneSentence(
      "packed without the source map or the sources that it names",
      files.filter((file) => namesWhatIsMissing(folder, file)),
    ),
  ].flat();
}

function inOneSentence(problem: string, files: readonly string[]): string[] {
  const [first] = files;
  if (first === undefined) return [];
  const others = files.length - 1;
  return [`${first}${others > 0 ? ` and ${others} more` : ""}: ${problem}`];
}

function namesWhatIsMissing(folder: string, file: string): boolean {
  const read = () => readFileSync(path.join(folder, file), "utf8");
  const isMissing = (other: string) =>
    !existsSync(path.join(folder, path.dirname(file), other));
  if (file.endsWith(".map")) {
    const { sources, sourcesContent } = JSON.parse(read()) as {
      sources: string[];
      sourcesContent?: (string | null)[];
    };
    return sources.some(
      (source, index) => sourcesContent?.[index] == null && isMissing(source),
    );
  }
  if (!/\.[cm]?[jt]s$/.test(file)) return false;
  const [, map] = /^\/\/# sourceMappingURL=(?!data:)(.+)$/m.exec(read()) ?? [];
  return map !== undefined && isMissing(map);
}
