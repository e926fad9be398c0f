import { readFileSync, writeFileSync } from "node:fs";
import { table, withBlock } from "../../scripts/generated-block.js";
import { aboutPods, pulls } from "./cluster-steps.js";
import type { Report, Row } from "./report.js";

const file = new URL("../../docs/coverage.md", import.meta.url);

/** Writes what was seen of some Gardens into docs/coverage.md: a row for each thing that was tried, a column for each
 *  Garden. */
export async function writeCoverage(reports: readonly Report[]): Promise<void> {
  const date = reports[0]?.date ?? "";
  const page = await withBlock(readFileSync(file, "utf8"), {
    name: "conformance",
    madeBy: `npm run conformance -- --garden <path>... --write, ${date}`,
    body: [sideBySideTable(reports), ...reports.flatMap(refusals)].join("\n\n"),
  });
  writeFileSync(file, page);
}

function sideBySideTable(reports: readonly Report[]): string {
  const keys = new Map<string, Row>();
  for (const row of reports.flatMap(({ rows }) => rows))
    keys.set(keyOf(row), keys.get(keyOf(row)) ?? row);
  const abouts = [...new Set([...keys.values()].map(({ about }) => about))];
  const rows = [...keys]
    .sort(
      ([, one], [, other]) =>
        abouts.indexOf(one.about) - abouts.indexOf(other.about),
    )
    .map(([key, { about, what }]) => [
      about,
      `\`${what}\``,
      ...reports.map(({ rows }) =>
        cell(rows.find((row) => keyOf(row) === key)),
      ),
    ]);
  const gardens = reports.map(({ garden, node }) => `${garden}, Node ${node}`);
  return table([["About", "What", ...gardens], ...rows]);
}

function keyOf({ about, what }: Row): string {
  return `${about}: ${what}`;
}

/** Which pods are refused on the cluster, in a sentence; none for a Garden that was run without it. */
function refusals({ garden, date, rows }: Report): string[] {
  const refused = (about: string) => {
    const those = rows.filter((row) => row.about === about);
    const found = those.filter(({ reason }) => reason !== pulls);
    return those.length === 0
      ? null
      : found.map(({ what }) => what).join(", ") || "none";
  };
  const [without, withIt] = [aboutPods(false), aboutPods(true)].map(refused);
  if (!without || !withIt) return [];
  return [
    `Garden ${garden} (${date}), where Docker Hub lets nobody pull without a login. Pods that are refused without the patch: ${without}; with it: ${withIt}.`,
  ];
}

/** A Garden of another line has no such row. Of a seam and a pod, its state tells more. */
function cell(row: Row | undefined): string {
  if (!row) return "–";
  if (row.verdict !== "passed") return `${row.verdict}: ${row.reason}`;
  const tells = ["seam", aboutPods(false), aboutPods(true)];
  return tells.includes(row.about) ? row.reason : "passed";
}
