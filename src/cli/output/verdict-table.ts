import { renderTable } from "./table.js";

/** A row, and how many things it is about. */
export interface VerdictRow<Verdict extends string> {
  readonly verdict: Verdict;
  readonly count: number;
  /** What stands behind the verdict. */
  readonly cells: readonly string[];
}

/** A table of verdicts, and below it how many there are of each. `marks` are the verdicts as they are shown, in the order
 *  of their rows; the first heading is theirs. Empty where there are no rows. */
export function verdictTable<Verdict extends string>(
  marks: Readonly<Record<Verdict, string>>,
  headings: readonly string[],
  rows: readonly VerdictRow<Verdict>[],
  columns?: number,
): string {
  if (rows.length === 0) return "";
  const verdicts = Object.keys(marks) as Verdict[];
  const byVerdict = verdicts.map((verdict) =>
    rows.filter((row) => row.verdict === verdict),
  );
  const table = renderTable(
    headings,
    byVerdict.flat().map(({ verdict, cells }) => [marks[verdict], ...cells]),
    columns,
  );
  const counts = byVerdict.flatMap((some, index) => {
    const count = some.reduce((total, row) => total + row.count, 0);
    return count === 0 ? [] : [`${String(count)} ${verdicts[index] ?? ""}`];
  });
  return `${table}\n${counts.join(", ")}\n`;
}
