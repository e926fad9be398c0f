import { printable, printableJson } from "../../config/printable.js";
import { onStderr } from "../output/colors.js";
import type { ManifestsResult } from "../../commands/manifests/manifests.js";
import { askProject } from "../start/ask-project.js";
import { sayCoverage } from "../start/say-coverage.js";
import { say, write } from "../output/output.js";
import { sayLeftOut } from "../output/say-left-out.js";
import type { GivenOutputs } from "../given-output.js";
import { words } from "../../commands/words.js";
import { sayNone } from "./say-none.js";
import { sayWhatHelps } from "./say-what-helps.js";
import { sayWithoutSecrets } from "./say-without-secrets.js";
import { UsageError } from "../usage-error.js";
import { renderTable } from "../output/table.js";
import {
  afterCell,
  beforeCell,
  commonCells,
  namesCell,
  patchedCell,
  summarize,
  type WorkloadSummary,
} from "./workload-rows.js";

export interface ManifestsOptions {
  readonly garden?: string;
  readonly env?: string;
  readonly providerOutput?: GivenOutputs;
  readonly all?: boolean;
  readonly workloads?: boolean;
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
  const result = await askProject<ManifestsResult>(
    "manifests",
    { directory, gardenOptions, ...options },
    [
      ...(options.all ? ["--all"] : []),
      ...(options.workloads ? ["--workloads"] : []),
    ],
  );
  const covered = sayCoverage(result);
  await write(
    options.diff ? renderDiff(result, options) : await render(result, options),
  );
  sayWithoutSecrets(result);
  const known = sayNone(result);
  if (result.others.length > 0)
    say(
      onStderr.dim(
        `${words.withoutPods.phrase}: ${printable(result.others.join(", "))}`,
      ),
    );
  if (result.unknown.length > 0)
    say(
      `${words.notKnown.phrase} whether their controllers make pods: ${printable(result.unknown.join(", "))}`,
    );
  for (const { output, by, standIn } of result.unknownOutputs)
    say(
      printable(
        `${words.notKnown.phrase}: output ${output} of a provider, which ${by.join(", ")} takes: shown as ${standIn}; ` +
          `give it with --provider-output ${output}=<value>`,
      ),
    );
  for (const { kind, name, invalidImages } of result.workloads.map(summarize))
    for (const image of invalidImages)
      say(
        printable(
          `not valid: image ${JSON.stringify(image)} of ${kind}/${name}: a pod with it waits with InvalidImageName`,
        ),
      );
  sayLeftOut(words.notShown, result.notShown);
  if (known === 1) sayWhatHelps(result, options);
  return covered === 1 ? covered : known;
}

async function render(
  { workloads }: ManifestsResult,
  { output, unpatched }: ManifestsOptions,
): Promise<string> {
  const items = workloads.map((workload) =>
    unpatched ? workload.unpatched : workload.patched,
  );
  switch (output) {
    case "json":
      return `${printableJson({ apiVersion: "v1", kind: "List", items })}\n`;
    case "yaml": {
      const { printableYaml } = await import("../output/printable-yaml.js");
      return items.map((item) => `---\n${printableYaml(item)}`).join("");
    }
    case "table": {
      if (items.length === 0) return "";
      const rows = workloads
        .map(summarize)
        .map((summary) => [
          ...commonCells(summary),
          unpatched ? namesCell(summary.before) : patchedCell(summary),
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
  if (output === "json") return `${printableJson({ workloads: summaries })}\n`;
  if (summaries.length === 0) return "";
  const rows = changedFirst(summaries).map((summary) => [
    ...commonCells(summary),
    beforeCell(summary),
    afterCell(summary),
  ]);
  return `${renderTable(["workload", "made by", "images", "unpatched", "patched"], rows)}\n`;
}

/** Those that the patch adds something to come first, then those that it would: the rest needs no look. */
function changedFirst(summaries: readonly WorkloadSummary[]) {
  const rank = ({ added, withWorkloads }: WorkloadSummary) =>
    added.length > 0 ? 0 : withWorkloads.length > 0 ? 1 : 2;
  return [0, 1, 2].flatMap((place) =>
    summaries.filter((summary) => rank(summary) === place),
  );
}
