import { statSync } from "node:fs";
import path from "node:path";
import { onStderr } from "./colors.js";
import { stringify } from "yaml";
import type { ManifestsResult } from "../commands/manifests.js";
import { askGarden } from "./ask-garden.js";
import { findGarden } from "./find-garden.js";
import { say, write } from "./output.js";
import { UsageError } from "./usage-error.js";
import { renderTable } from "./table.js";
import {
  afterCell,
  beforeCell,
  commonCells,
  namesCell,
  summarize,
  type WorkloadSummary,
} from "./workload-rows.js";

export interface ManifestsOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly all?: boolean;
  readonly output: "table" | "yaml" | "json";
  readonly unpatched?: boolean;
  readonly diff?: boolean;
}

/** Prints what Garden would create for the project in `directory`, and with which pull secrets; without a cluster. */
export async function manifests(
  directory: string,
  gardenOptions: readonly string[],
  options: ManifestsOptions,
): Promise<number> {
  if (options.diff && options.unpatched)
    throw new UsageError("--diff shows both sides; leave --unpatched out.");
  if (options.diff && options.output === "yaml")
    throw new UsageError("--diff takes -o table or -o json.");
  const cwd = projectFolder(directory);
  const result = await askGarden<ManifestsResult>(
    findGarden(options.garden, cwd),
    {
      command: "manifests",
      cwd,
      args: options.all ? ["--all"] : [],
      gardenOptions: [
        ...(options.env === undefined ? [] : ["--env", options.env]),
        ...gardenOptions,
      ],
    },
  );
  if (result.providers.length === 0) {
    say(
      `Environment ${result.environment} of project ${result.project} has no provider of the kubernetes family, ` +
        "so Garden makes no pods there. Choose another one with --env.",
    );
  }
  await write(
    options.diff ? renderDiff(result, options) : render(result, options),
  );
  if (result.others.length > 0)
    say(onStderr.dim(`without pods: ${result.others.join(", ")}`));
  for (const { what, reason } of result.notShown)
    say(`not shown: ${what}: ${reason}`);
  return 0;
}

function projectFolder(directory: string): string {
  const folder = path.resolve(directory);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `${directory}: no such folder. Give the folder of a Garden project (it holds project.garden.yml).`,
    );
  }
  return folder;
}

function render(
  { workloads }: ManifestsResult,
  { output, unpatched }: ManifestsOptions,
): string {
  const items = workloads.map((workload) =>
    unpatched ? workload.unpatched : workload.patched,
  );
  switch (output) {
    case "json":
      return `${JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 2)}\n`;
    case "yaml":
      return items.map((item) => `---\n${stringify(item)}`).join("");
    case "table": {
      if (items.length === 0) return "";
      const rows = workloads
        .map(summarize)
        .map((summary) => [
          ...commonCells(summary),
          namesCell(unpatched ? summary.before : summary.after),
        ]);
      return `${renderTable(["workload", "made by", "images", "pull secrets"], rows)}\n`;
    }
  }
}

function renderDiff(
  { workloads }: ManifestsResult,
  { output }: ManifestsOptions,
): string {
  const summaries: readonly WorkloadSummary[] = workloads.map(summarize);
  if (output === "json")
    return `${JSON.stringify({ workloads: summaries }, null, 2)}\n`;
  if (summaries.length === 0) return "";
  const rows = summaries.map((summary) => [
    ...commonCells(summary),
    beforeCell(summary),
    afterCell(summary),
  ]);
  return `${renderTable(["workload", "made by", "images", "unpatched", "patched"], rows)}\n`;
}
