import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A program that Garden fetches, and where below `<home>/.garden/tools` it looks for it first. */
export interface ToolPlace {
  readonly name: string;
  readonly file: string;
}

const architecture = process.arch === "x64" ? "amd64" : process.arch;
const build = new RegExp(
  `platform: "${process.platform}",\\s+architecture: "${architecture}",\\s+url: \`([^\`]+)\`` +
    `(?:,\\s+sha256: "\\w*")?(?:,\\s+extract: \\{[^}]*?targetPath: "([^"]+)")?`,
  "g",
);

/** The tools that the Garden in a folder (npm Garden's `build/src`, or a binary's `rollup`) fetches for this machine, out
 *  of its source text: a place is a hash of the address, and the path in the archive. */
export function toolPlaces(root: string): ToolPlace[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.m?js$/.test(file))
    .flatMap((file) => placesIn(readFileSync(path.join(root, file), "utf8")));
}

function placesIn(source: string): ToolPlace[] {
  return [...source.matchAll(build)].flatMap((found) => {
    const [, template = "", target] = found;
    const name = lastOf(source.slice(0, found.index), /\bname: "([^"]+)"/g);
    const url = template.replaceAll(/\$\{(\w+)\}/g, (_, constant: string) =>
      valueOf(source, constant),
    );
    if (name === undefined) return [];
    const hash = createHash("sha256").update(url).digest("hex").slice(0, 16);
    const parts = (target ?? path.posix.basename(url)).split("/");
    return [{ name, file: path.join(name, hash, ...parts) }];
  });
}

/** Garden's specs are short: what names a tool stands no further away than this. */
const specLength = 10_000;

function lastOf(text: string, pattern: RegExp): string | undefined {
  return [...text.slice(-specLength).matchAll(pattern)].at(-1)?.[1];
}

function valueOf(source: string, constant: string): string {
  return new RegExp(`\\b${constant} = "([^"]+)"`).exec(source)?.[1] ?? "";
}
