import { renderTable } from "../../../src/cli/output/table.js";
import type { MemoryRun } from "./memory.js";
import { kib, type MemoryVerdict } from "./memory-verdict.js";
import type { StepReport } from "./steps.js";

/** What happened in a run. */
export interface Soak {
  readonly seed: number;
  readonly minutes: number;
  readonly steps: readonly (StepReport & { readonly name: string })[];
  readonly memory: MemoryRun;
  readonly verdict: MemoryVerdict;
  /** The violated invariants: with the seed, and the number and name of the step. */
  readonly failures: readonly string[];
}

/** The steps by kind, then memory. */
export function soakTable({ steps, memory, verdict }: Soak): string {
  const names = [...new Set(steps.map(({ name }) => name))].sort();
  const rows = names.map((name) => {
    const ofKind = steps.filter((step) => step.name === name);
    const count = (fault: StepReport["fault"]) =>
      ofKind.some((step) => step.fault)
        ? String(ofKind.filter((step) => step.fault === fault).length)
        : "";
    const passed = ofKind.filter(({ wrong }) => wrong.length === 0).length;
    return [
      name,
      String(ofKind.length),
      String(passed),
      count("survived"),
      count("repaired"),
      count("not met"),
    ];
  });
  const heap = (patched: boolean) => {
    const samples = patched ? memory.patched : memory.unpatched;
    const slope = patched ? verdict.patched : verdict.unpatched;
    const mib = (bytes = 0) => (bytes / 2 ** 20).toFixed(1);
    return [
      patched ? "patched" : "unpatched",
      String(samples.length),
      mib(samples.at(0)?.heapUsed),
      mib(samples.at(-1)?.heapUsed),
      mib(samples.at(-1)?.rss),
      `${kib(slope)}${verdict.enough ? "" : " (too few deploys to tell)"}`,
    ];
  };
  return [
    renderTable(
      ["step", "run", "passed", "survived", "repaired", "fault not met"],
      rows,
    ),
    renderTable(
      [
        "one process",
        "deploys",
        "first heap MiB",
        "last heap MiB",
        "last RSS MiB",
        "heap KiB per deploy",
      ],
      [heap(false), heap(true)],
    ),
  ].join("\n\n");
}
