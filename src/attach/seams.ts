import type { GardenFunction } from "../patches/garden.js";
import type { Patch, SeamReport } from "../patches/patch.js";
import { absentParameters } from "./parameters.js";

/** Where one of Garden's modules declares a name, or why it could not be replaced there. */
export interface Declaration {
  readonly name: string;
  readonly url: string;
  readonly value?: unknown;
  readonly problem?: string;
}

/** The verdict over one seam, once all of Garden's modules that could declare it are loaded. */
export function reportSeam(
  patch: Patch,
  declarations: readonly Declaration[],
): SeamReport {
  const found = declarations.filter(({ name }) => name === patch.declares);
  const problem = problemOf(patch, found) ?? unusable(patch, declarations);
  return {
    id: patch.id,
    declares: patch.declares,
    mandatory: patch.mandatory,
    state: problem === null ? "attached" : "missing",
    reason: problem ?? `declared in ${moduleName(found[0]?.url ?? "")}`,
  };
}

/** What the patch uses besides must be there as well, once. */
function unusable(
  { id, uses }: Patch,
  declarations: readonly Declaration[],
): string | null {
  for (const name of uses) {
    const times = declarations.filter(
      (declaration) => declaration.name === name,
    ).length;
    if (times !== 1)
      return `${id} uses ${name}, which this Garden declares ${String(times)} times`;
  }
  return null;
}

function problemOf(patch: Patch, found: readonly Declaration[]): string | null {
  const [only, ...others] = found;
  if (!only) {
    return `${patch.declares} was not found: no module of this Garden declares it (expected in ${patch.file})`;
  }
  if (others.length > 0) {
    const modules = found.map(({ url }) => moduleName(url)).join(", ");
    return `${patch.declares} is declared ${String(found.length)} times (${modules}), so it is not clear which one Garden uses`;
  }
  if (only.problem !== undefined) {
    return `${patch.declares} in ${moduleName(only.url)} can't be replaced: ${only.problem}`;
  }
  const absent = absentParameters(
    only.value as GardenFunction,
    patch.parameters,
  );
  if (absent.length > 0) {
    return `${patch.declares} in ${moduleName(only.url)} no longer takes the parameter ${absent.join(", ")}`;
  }
  return null;
}

/** A module's URL as Garden's developers know it: the part below `build/src` or `rollup`. */
export function moduleName(url: string): string {
  return /\/(?:build\/src|rollup)\/(.+)$/.exec(url)?.[1] ?? url;
}
