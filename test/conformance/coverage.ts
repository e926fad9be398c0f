import { readFileSync, writeFileSync } from "node:fs";
import { table, withBlock } from "../../scripts/generated-block.js";
import type { Report, Row } from "./report.js";

const file = new URL("../../docs/coverage.md", import.meta.url);

/** Writes what was seen of some Gardens into docs/coverage.md: a row for each thing that was tried, a column for each
 *  Garden. */
export async function writeCoverage(reports: readonly Report[]): Promise<void> {
  const date = reports[0]?.date ?? "";
  const page = await withBlock(readFileSync(file, "utf8"), {
    name: "conformance",
    madeBy: `npm run conformance -- --garden <path>... --write, ${date}`,
    body: sideBySideTable(reports),
  });
  writeFileSync(file, page);
}

function sideBySideTable(reports: readonly Report[]): string {
  const keys = new Map<string, Row>();
  for (const row of reports.flatMap(({ rows }) => rows))
    keys.set(keyOf(row), keys.get(keyOf(row)) ?? row);
  const rows = [...keys].map(([key, { about, what }]) => [
    about,
    `\`${what}\``,
    ...reports.map(({ rows }) => cell(rows.find((row) => keyOf(row) === key))),
  ]);
  const gardens = reports.map(({ garden, node }) => `${garden}, Node ${node}`);
  return table([["About", "What", ...gardens], ...rows]);
}

function keyOf({ about, what }: Row): string {
  return `${about}: ${what}`;
}

/** A Garden of another line has no such row. Of a seam, its state tells more. */
function cell(row: Row | undefined): string {
  if (!row) return "–";
  if (row.verdict !== "passed") return `${row.verdict}: ${row.reason}`;
  return row.about === "seam" ? row.reason : "passed";
}
