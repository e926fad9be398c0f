import { printable } from "../../config/printable.js";
import type { Check } from "../../commands/check/checks.js";
import type { Verdict } from "../../commands/check/verdict.js";
import { onStdout as pc } from "../output/colors.js";
import { groupBy } from "../output/group-by.js";
import { words } from "../../commands/words.js";
import { verdictTable, type VerdictRow } from "../output/verdict-table.js";

const marks: Readonly<Record<Verdict, string>> = {
  failed: pc.red("✗ failed"),
  warning: pc.yellow("! warning"),
  skipped: pc.dim(words.skipped.phrase),
  passed: pc.green("✓ passed"),
};

/** A row for each check, the worst first; checks that were skipped for one reason share one. */
export function checkTable(checks: readonly Check[]): string {
  const others = checks.filter(({ verdict }) => verdict !== "skipped");
  const skipped = checks.filter(({ verdict }) => verdict === "skipped");
  const rows = [
    ...others.map(rowOf),
    ...groupBy(skipped, ({ reason }) => reason).map(rowOfSkipped),
  ];
  return verdictTable(marks, ["verdict", "check, why, and what to do"], rows);
}

function rowOf(check: Check): VerdictRow<Verdict> {
  const { verdict, expected, reason, remedy, docs } = check;
  const lines = [
    printable(`${expected}: ${reason}`),
    ...(remedy === null ? [] : [`→ ${printable(remedy)}`, pc.dim(docs)]),
  ];
  return { verdict, count: 1, cells: [lines.join("\n")] };
}

function rowOfSkipped(
  checks: readonly [Check, ...Check[]],
): VerdictRow<Verdict> {
  const [first] = checks;
  if (checks.length === 1) return rowOf(first);
  const ids = [...new Set(checks.map(({ id }) => id))].join(", ");
  const count = checks.length;
  return {
    verdict: first.verdict,
    count,
    cells: [printable(`${String(count)} checks (${ids}): ${first.reason}`)],
  };
}
