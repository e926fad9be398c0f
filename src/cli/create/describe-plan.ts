import type { CreatePlan, SecretPlan } from "../../commands/create/create.js";
import { printable } from "../../config/printable.js";
import { columnsOf } from "../output/columns.js";
import { renderRows } from "../output/table.js";

/** What is written, or would be, and where. */
export function describePlan(plan: CreatePlan): string {
  const { context, exists, kept } = plan;
  const stay = kept.length === 0 ? "" : `; ${kept.join(", ")} stays as it is`;
  const state = exists ? `is there, and is changed${stay}` : "is made";
  return rowsOf([["Context:", context], ...secretRows(plan, ` (${state})`)]);
}

/** What is printed. */
export function describePrinted(plan: SecretPlan): string {
  return rowsOf(secretRows(plan, ""));
}

function secretRows(
  { name, namespace, registries, without }: SecretPlan,
  state: string,
): string[][] {
  return [
    ["Namespace:", namespace],
    ["Secret:", `${name}${state}`],
    ...registries.map(({ registry, username }, index) => [
      index === 0 ? "Registries:" : "",
      `${registry} as ${username}`,
    ]),
    ...without.map(({ registry, reason }) => [
      "Left out:",
      `${registry}: ${reason}`,
    ]),
  ];
}

function rowsOf(rows: readonly string[][]): string {
  return renderRows(
    rows.map((row) => row.map(printable)),
    columnsOf(process.stderr),
  );
}
