import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A page of the manual, as it lies in the package. */
export interface Page {
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** A heading below the title. */
export interface Section {
  /** As it stands in a link, by GitHub's rule. */
  readonly id: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The pages in a folder, by their names. */
export function pagesIn(folder: string): Page[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => pageIn(path.join(folder, file)));
}

function pageIn(file: string): Page {
  const lines = readFileSync(file, "utf8").split("\n");
  return {
    name: path.basename(file, ".md"),
    file,
    title: lines.find((line) => line.startsWith("# "))?.slice(2) ?? "",
    sections: lines.flatMap((line, index) => {
      const [, heading] = /^##+ (.*)$/.exec(line) ?? [];
      return heading === undefined
        ? []
        : [{ id: idOf(heading), line: index + 1 }];
    }),
  };
}

function idOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}
