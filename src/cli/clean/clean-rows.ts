import { printable } from "../../config/printable.js";
import type { CleanResult } from "../../commands/clean/clean.js";
import type { Cleaned } from "../../commands/clean/carry-out.js";
import { onStdout as pc } from "../output/colors.js";
import { verdictTable, type VerdictRow } from "../output/verdict-table.js";

const marks: Readonly<Record<Cleaned["verdict"], string>> = {
  failed: pc.red("✗ failed"),
  needed: pc.yellow("! needed"),
  remove: pc.yellow("~ remove"),
  removed: pc.green("✓ removed"),
  kept: pc.dim("- kept"),
};

/** A row for each object, what is left first, and how many there are of each verdict. */
export function cleanTable(
  objects: readonly Cleaned[],
  columns?: number,
): string {
  const headings = ["verdict", "object, why, and what to do"];
  return verdictTable(marks, headings, objects.map(rowOf), columns);
}

function rowOf(object: Cleaned): VerdictRow<Cleaned["verdict"]> {
  const { verdict, kind, namespace, name, reason, needs } = object;
  const lines = [
    `${kind}/${name} in namespace ${namespace}: ${reason}`,
    ...needs.flatMap(({ by, free }) => [by, `→ ${free}`]),
  ];
  return { verdict, count: 1, cells: [lines.map(printable).join("\n")] };
}

/** The result for programs; docs/command-line.md describes it. */
export function cleanAsJson(result: CleanResult): object {
  const { project, environment, objects, problems, notShown } = result;
  const shown = objects.map(
    ({ kind, namespace, name, verdict, reason, needs }) => ({
      ...{ kind, namespace, name, verdict, reason },
      neededBy: needs,
    }),
  );
  const all = { project, environment, objects: shown, problems };
  return { ...all, notLookedAt: notShown };
}
