/** `npm run coverage-table`: writes the README's table of what the patch covers, from the table of patches. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { patches } from "../src/patches/index.js";
import { notCovered } from "../src/patches/not-covered.js";

const readme = new URL("../README.md", import.meta.url);
const markers = {
  start: "<!-- coverage: npm run coverage-table -->\n",
  end: "<!-- end of coverage -->\n",
};

/** The README with the table as it is now, formatted. Throws where its markers are gone. */
export async function withCoverage(text: string): Promise<string> {
  const start = text.indexOf(markers.start);
  const end = text.indexOf(markers.end);
  if (start < 0 || end < start)
    throw new Error("README.md has no markers for the coverage table");
  const before = text.slice(0, start + markers.start.length);
  return await format(`${before}\n${table()}\n${text.slice(end)}`, {
    parser: "markdown",
  });
}

function table(): string {
  const covered = patches.map(
    ({ id, pod, declares, gardens, gap, mendedFrom }) =>
      row([id, pod, `\`${declares}\``, gardens, gap, mendedFrom ?? "no"]),
  );
  const others = notCovered.map(({ pod, declares, gardens, reason }) =>
    row([
      "none",
      pod,
      `\`${declares}\``,
      gardens,
      `not covered: ${reason}`,
      "no",
    ]),
  );
  return [
    "| Seam | Pods | Garden's function | Garden | Without the patch | Mended in Garden |",
    "|---|---|---|---|---|---|",
    ...covered,
    ...others,
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(readme, await withCoverage(readFileSync(readme, "utf8")));
