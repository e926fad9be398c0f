import type { ManifestsResult } from "../../commands/manifests/manifests.js";
import { needsHelm, needsKustomize } from "../../patches/offline-pods.js";
import { say } from "../output/output.js";

/** Names the commands that show something where no workload can be shown. */
export function sayWhatHelps(
  { notShown }: ManifestsResult,
  { all = false }: { readonly all?: boolean },
): void {
  const isKeptBackBy = (wanted: string) =>
    notShown.some(({ reason }) => reason === wanted);
  const helps = [
    ...(all ? [] : ["`--all` shows the pods that Garden makes for itself"]),
    ...(isKeptBackBy(needsHelm) ? ["`helm template` renders a chart"] : []),
    ...(isKeptBackBy(needsKustomize)
      ? ["`kubectl kustomize` renders a kustomization"]
      : []),
  ];
  if (helps.length > 0) say(`What still helps: ${helps.join("; ")}.`);
}
