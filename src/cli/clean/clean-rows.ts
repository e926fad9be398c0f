import { printable } from "../../config/printable.js";
import type { CleanResult } from "../../commands/clean/clean.js";
import type { Cleaned } from "../../commands/clean/carry-out.js";
import { onStdout as pc } from "../output/colors.js";
import { verdictTable } from "../output/verdict-table.js";

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
  const rows = objects.map(
    ({ verdict, kind, name, namespace, reason, needs }) => ({
      verdict,
      count: 1,
      cells: [
        printable(`${kind}/${name}`),
        printable(namespace),
        [
          printable(reason),
          ...needs.flatMap(({ by, free }) => [
            printable(by),
            `→ ${printable(free)}`,
          ]),
        ].join("\n"),
      ],
    }),
  );
  const headings = ["verdict", "object", "namespace", "why, and what to do"];
  return verdictTable(marks, headings, rows, columns);
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
