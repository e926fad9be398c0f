import { notCovered } from "../src/patches/not-covered.js";
import { patches } from "../src/patches/index.js";
import { table, withBlock } from "./generated-block.js";

const madeBy = "npm run docs";

/** docs/coverage.md with the pods of the table of patches as it is now. Throws where their markers are gone. */
export async function withPods(page: string): Promise<string> {
  return await withBlock(page, { name: "pods", madeBy, body: podsTable() });
}

/** docs/evidence/gardens.md with each function of the table of patches. Throws where their markers are gone. */
export async function withFunctions(page: string): Promise<string> {
  return await withBlock(page, { name: "seams", madeBy, body: seamsTable() });
}

/** Each pod, in which Gardens it is patched, and what Garden does by itself. */
function podsTable(): string {
  const covered = patches
    .filter(({ pod }) => !pod.startsWith("none:"))
    .map(({ id, pod, gardens, gap, fixedFrom }) => [
      pod,
      `\`${id}\``,
      inWords(gardens),
      fixedFrom === null ? gap : `${gap}; fixed in ${fixedFrom}`,
    ]);
  const others = notCovered.map(({ pod, gardens, reason }) => [
    pod,
    "none",
    `not covered (there ${inWords(gardens)})`,
    reason,
  ]);
  return table([
    ["Pod", "Seam", "Patched in Garden", "Without the patch"],
    ...covered,
    ...others,
  ]);
}

/** A range of versions, `>=0.13.20 <0.14.0`, as one says it. */
function inWords(gardens: string): string {
  return gardens.replace(">=", "from ").replace(" <", ", before ");
}

/** Each function that is replaced. */
function seamsTable(): string {
  const covered = patches.map(
    ({ id, pod, declares, gardens, gap, fixedFrom }) => [
      id,
      pod,
      `\`${declares}\``,
      gardens,
      gap,
      fixedFrom ?? "no",
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
      "Fixed in Garden",
    ],
    ...covered,
    ...others,
  ]);
}
