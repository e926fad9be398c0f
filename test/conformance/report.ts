import { table as markdownTable } from "../../scripts/generated-block.js";
import { renderTable } from "../../src/cli/output/table.js";

/** What was tried of the product on a Garden, and what came of it. What was not run counts as nothing. */
export interface Row {
  /** `seam`, `command`, ... */
  readonly about: string;
  readonly what: string;
  readonly verdict: "passed" | "failed" | "not run";
  /** What was seen, or why it failed or was not run. */
  readonly reason: string;
}

/** All that was tried on one Garden. */
export interface Report {
  readonly garden: string;
  /** The Node inside. */
  readonly node: string;
  readonly date: string;
  readonly rows: readonly Row[];
}

export const formats = ["table", "markdown", "json"] as const;
export type Format = (typeof formats)[number];

/** Runs `look`; what it returns is what was seen, what it throws is why the row failed. */
export async function tried(
  about: string,
  what: string,
  look: () => Promise<string> | string,
): Promise<Row> {
  try {
    return { about, what, verdict: "passed", reason: await look() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { about, what, verdict: "failed", reason };
  }
}

/** A row that could not be tried. */
export function notRun(about: string, what: string, reason: string): Row {
  return { about, what, verdict: "not run", reason };
}

/** The report as text, with a line that counts at its end. */
export function render(report: Report, format: Format): string {
  const { garden, node, date, rows } = report;
  const headings = ["about", "what", "verdict", "seen, or why not"];
  const cells = rows.map(({ about, what, verdict, reason }) => [
    about,
    what,
    verdict,
    reason,
  ]);
  const title = `Garden ${garden}, Node ${node} inside, ${date}: ${counted(rows)}`;
  switch (format) {
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "markdown":
      return `${title}.\n\n${markdownTable([headings, ...cells])}\n`;
    case "table":
      return `${renderTable(headings, cells)}\n\n${title}\n`;
  }
}

function counted(rows: readonly Row[]): string {
  return (["passed", "failed", "not run"] as const)
    .map((verdict) => {
      const those = rows.filter((row) => row.verdict === verdict);
      return `${String(those.length)} ${verdict}`;
    })
    .join(", ");
}
