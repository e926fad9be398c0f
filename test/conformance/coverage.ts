import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { compare } from "semver";
import { table, withBlock } from "../../scripts/generated-block.js";
import { aboutPods, pulls } from "./cluster-steps.js";
import type { Report, Row } from "./report.js";

const page = new URL("../../docs/evidence/gardens.md", import.meta.url);
const folder = new URL("seen/", import.meta.url);
const temporary = new RegExp(`${tmpdir()}/[\\w-]+`, "g");

/** Keeps these reports, each in place of an earlier one of the same Garden, and writes what was seen of all Gardens into
 *  docs/evidence/gardens.md: a row for each thing that was tried, a column for each Garden. */
export async function writeCoverage(reports: readonly Report[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const report of reports)
    writeFileSync(
      new URL(`${report.garden}.json`, folder),
      `${JSON.stringify(report, null, 2).replaceAll(temporary, "<folder>")}\n`,
    );
  const all = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .map((text) => JSON.parse(text) as Report)
    .sort((one, other) => compare(one.garden, other.garden));
  const text = await withBlock(readFileSync(page, "utf8"), {
    name: "conformance",
    madeBy: "npm run conformance -- --garden <path>... --write",
    body: [sideBySideTable(all), ...all.flatMap(refusals)].join("\n\n"),
  });
  writeFileSync(page, text);
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
  const gardens = reports.map(
    ({ garden, node, date }) => `${garden}, Node ${node}, ${date}`,
  );
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
