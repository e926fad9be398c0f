import type { ManifestsResult } from "../../commands/manifests/manifests.js";
import { words } from "../../commands/words.js";
import { say } from "../output/output.js";

/** Says so where no workload is shown: because none is known, and returns 1 for that, or because none is made. */
export function sayNone({
  workloads,
  providers,
  notCovered,
  unknown,
  actions,
}: ManifestsResult): 0 | 1 {
  if (workloads.length > 0 || providers.length === 0) return 0;
  const isPartial = actions.some(({ all, known }) => known < all);
  if (isPartial || unknown.length > 0) {
    const counts = actions.map(
      ({ kind, all, known }) =>
        `${String(known)} of ${String(all)} ${kind}${all === 1 ? "" : "s"}`,
    );
    say(`${words.noneShown.phrase}: ${counts.join(", ")} known`);
    return 1;
  }
  if (notCovered.length > 0) return 0;
  const why =
    actions.length === 0
      ? "the environment has no action of a type with pods"
      : "nothing that the project's actions create has pods";
  say(`${words.noWorkload.phrase}: ${why}.`);
  return 0;
}
