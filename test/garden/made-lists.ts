import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";

/** A manifest, or the values of a chart as text; null for an empty document. */
export type Made = (Manifest & { readonly text?: string }) | null;

/** The pull secrets of a pod. */
export interface MadeList {
  readonly names: readonly string[];
  /** Whether it runs as the ServiceAccount `default`. */
  readonly byDefault: boolean;
}

/** The lists of each pod; of a chart, what its values say. */
export function madeLists(made: readonly Made[]): MadeList[] {
  return made.flatMap((manifest): MadeList[] => {
    if (manifest === null) return [];
    if (manifest.text !== undefined)
      return [{ names: inValues(manifest.text), byDefault: false }];
    return podSpecsOf(manifest).map((spec) => ({
      names: (spec.imagePullSecrets ?? []).map((reference) =>
        Object.values(reference).join(),
      ),
      byDefault: spec.serviceAccountName === undefined,
    }));
  });
}

/** A flag with JSON in it, or YAML. */
function inValues(text: string): string[] {
  const list =
    /imagePullSecrets(?:=\[.*?\]|:\s*(?:\n\s*-\s*name: .*)+)/.exec(text)?.[0] ??
    "";
  return [...list.matchAll(/name"?:\s*"?([\w-]+)/g)].map(
    ([, name = ""]) => name,
  );
}
