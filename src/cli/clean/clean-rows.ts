import { printable, printableJson } from "../../config/printable.js";
import type { CleanResult } from "../../commands/clean/clean.js";
import type { Cleaned } from "../../commands/clean/carry-out.js";
import { onStdout as pc } from "../output/colors.js";
import { renderTable } from "../output/table.js";

const verdicts = ["remove", "removed", "needed", "kept", "failed"] as const;

const marks: Readonly<Record<Cleaned["verdict"], string>> = {
  remove: pc.yellow("~ remove"),
  removed: pc.green("✓ removed"),
  needed: pc.yellow("! needed"),
  kept: pc.dim("- kept"),
  failed: pc.red("✗ failed"),
};

/** A row for each object, and how many there are of each verdict. */
export function cleanTable(objects: readonly Cleaned[]): string {
  if (objects.length === 0) return "";
  const rows = objects.map((object) => [
    marks[object.verdict],
    printable(`${object.kind}/${object.name}`),
    printable(object.namespace),
    [
      printable(object.reason),
      ...object.needs.flatMap(({ by, free }) => [
        printable(by),
        `→ ${printable(free)}`,
      ]),
    ].join("\n"),
  ]);
  const counts = verdicts.flatMap((verdict) => {
    const count = objects.filter((each) => each.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdict}`];
  });
  const headings = ["verdict", "object", "namespace", "why, and what to do"];
  return `${renderTable(headings, rows)}\n${counts.join(", ")}\n`;
}

/** The result for programs; docs/command-line.md describes it. */
export function cleanAsJson(result: CleanResult): string {
  const { project, environment, objects, problems, notShown } = result;
  const shown = objects.map(
    ({ kind, namespace, name, verdict, reason, needs }) => ({
      ...{ kind, namespace, name, verdict, reason },
      neededBy: needs,
    }),
  );
  const all = { project, environment, objects: shown, problems };
  return `${printableJson({ ...all, notLookedAt: notShown })}\n`;
}
