import semver from "semver";
import { notCovered } from "../src/patches/not-covered.js";
import { patches } from "../src/patches/index.js";
import { table, withBlock } from "./generated-block.js";

/** docs/coverage.md with its tables as the table of patches has them now. Throws where their markers are gone. */
export async function withCoverage(page: string): Promise<string> {
  const madeBy = "npm run docs";
  const seams = { name: "seams", madeBy, body: seamsTable() };
  const pods = { name: "pods", madeBy, body: podsTable() };
  return await withBlock(await withBlock(page, pods), seams);
}

/** Each pod in each Garden. */
function podsTable(): string {
  const versions = turningPoints();
  const covered = patches
    .filter(({ pod }) => !pod.startsWith("none:"))
    .map(({ pod, gardens, mendedFrom }) => [
      pod,
      ...versions.map((version) => cell(version, gardens, mendedFrom)),
    ]);
  const others = notCovered.map(({ pod, gardens }) => [
    pod,
    ...versions.map((version) =>
      semver.satisfies(version, gardens) ? "not covered" : "–",
    ),
  ]);
  return table([
    ["Pod", ...versions.map((version) => `from ${version}`)],
    ...covered,
    ...others,
  ]);
}

function cell(
  version: string,
  gardens: string,
  mendedFrom: string | null,
): string {
  if (!semver.satisfies(version, gardens)) return "–";
  return mendedFrom !== null && semver.gte(version, mendedFrom)
    ? "patched, and mended"
    : "patched";
}

/** The versions from which on something in the table is another. */
function turningPoints(): string[] {
  const bounds = [...patches, ...notCovered].flatMap(({ gardens }) =>
    [...gardens.matchAll(/\d+\.\d+\.\d+/g)].map(([version]) => version),
  );
  const mended = patches.flatMap(({ mendedFrom }) => mendedFrom ?? []);
  return [...new Set([...bounds, ...mended])].sort((one, other) =>
    semver.compare(one, other),
  );
}

/** Each function that is replaced. */
function seamsTable(): string {
  const covered = patches.map(
    ({ id, pod, declares, gardens, gap, mendedFrom }) => [
      id,
      pod,
      `\`${declares}\``,
      gardens,
      gap,
      mendedFrom ?? "no",
    ],
  );
  const others = notCovered.map(({ pod, declares, gardens, reason }) => [
    "none",
    pod,
    `\`${declares}\``,
    gardens,
    `not covered: ${reason}`,
    "no",
  ]);
  return table([
    [
      "Seam",
      "Pods",
      "Garden's function",
      "Garden",
      "Without the patch",
      "Mended in Garden",
    ],
    ...covered,
    ...others,
  ]);
}
