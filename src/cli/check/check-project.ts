import { printable, printableJson } from "../../config/printable.js";
import type { Check, Verdict } from "../../commands/check/verdict.js";
import type { CheckResult } from "../../commands/check/check.js";
import {
  askProject,
  sayWhereNoProvider,
  type ProjectPlace,
} from "../start/ask-project.js";
import { onStdout as pc } from "../output/colors.js";
import { say, write } from "../output/output.js";
import { withProgress } from "../output/progress.js";
import { renderTable } from "../output/table.js";

export interface CheckProjectOptions extends ProjectPlace {
  readonly offline?: boolean;
  readonly output: "table" | "json";
}

/** Prints whether the pull secrets of a project will do: its Secrets in the cluster, the logins in them, and what a node
 *  pulls each image with. Writes nothing to the cluster. Returns 1 where a check failed. */
export async function checkProject(
  options: CheckProjectOptions,
): Promise<number> {
  const result = await withProgress(
    "Asking Garden, the cluster and the registries",
    askProject<CheckResult>(
      "check",
      options,
      options.offline ? ["--offline"] : [],
    ),
  );
  return await showChecks(result, options.output);
}

/** Prints what was found. Returns 1 where a check failed. */
export async function showChecks(
  result: CheckResult,
  output: CheckProjectOptions["output"],
): Promise<number> {
  sayWhereNoProvider(result);
  const { project, environment, checks, images, notShown } = result;
  await write(
    output === "json"
      ? `${printableJson({ project, environment, checks: checks.map(withDocs), images, notChecked: notShown })}\n`
      : table(checks),
  );
  for (const { what, reason } of notShown)
    say(printable(`not checked: ${what}: ${reason}`));
  return checks.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

function withDocs(check: Check) {
  return { ...check, docs: docsOf(check) };
}

function docsOf({ id }: Check): string {
  return `docs/checks.md#${id}`;
}

const marks: Readonly<Record<Verdict, string>> = {
  passed: pc.green("✓ passed"),
  warning: pc.yellow("! warning"),
  failed: pc.red("✗ failed"),
  skipped: pc.dim("- skipped"),
};

function table(checks: readonly Check[]): string {
  if (checks.length === 0) return "";
  const rows = checks.map((check) => [
    marks[check.verdict],
    printable(check.wished),
    [
      printable(check.reason),
      ...(check.remedy === null
        ? []
        : [`→ ${printable(check.remedy)}`, pc.dim(`  ${docsOf(check)}`)]),
    ].join("\n"),
  ]);
  const counts = (["passed", "warning", "failed", "skipped"] as const).map(
    (verdict) =>
      `${checks.filter((check) => check.verdict === verdict).length} ${verdict}`,
  );
  return `${renderTable(["verdict", "check", "why, and what to do"], rows)}\n${counts.join(", ")}\n`;
}
