import { versionFunction, type GardenFunction } from "../garden/names.js";
import type { Patch, SeamReport, SeamVerdict } from "../patches/patch.js";
import { loadSemver } from "./packages.js";
import { absentParameters } from "./parameters.js";

/** Where one of Garden's modules declares a name, or why it could not be replaced there. */
export interface Declaration {
  readonly name: string;
  readonly url: string;
  readonly value?: unknown;
  readonly problem?: string;
}

/** The version of the Garden that is running; null where it does not say. */
export function gardenVersion(
  declarations: readonly Declaration[],
): string | null {
  const [only, ...others] = declarations.filter(
    ({ name }) => name === versionFunction,
  );
  if (typeof only?.value !== "function" || others.length > 0) return null;
  const version = (only.value as () => unknown)();
  return typeof version === "string" ? version : null;
}

/** The verdict over one seam, once all of Garden's modules that could declare it are loaded. `version` is Garden's, or
 *  null where it is not known: what is not there is missing then. `error` is why the patch could not do its part, if so. */
export function reportSeam(
  patch: Patch,
  declarations: readonly Declaration[],
  version: string | null,
  error: string | null = null,
): SeamReport {
  const found = declarations.filter(({ name }) => name === patch.declares);
  const { id, declares, mandatory } = patch;
  const problem =
    problemOf(patch, found) ?? unusable(patch, declarations) ?? error;
  if (problem === null) {
    const reason = `declared in ${moduleName(found[0]?.url ?? "")}`;
    return { id, declares, mandatory, state: "attached", reason };
  }
  return { id, declares, mandatory, ...excuse(patch, version, problem) };
}

/** What the seams mean for a project with Kubernetes, in sentences. */
export function verdictOf(reports: readonly SeamReport[]): SeamVerdict {
  const sentences = (which: (report: SeamReport) => boolean): string[] =>
    reports.filter(which).map(({ id, reason }) => `${id}: ${reason}`);
  return {
    missing: sentences(
      ({ mandatory, state }) => mandatory && state === "missing",
    ),
    warnings: sentences(
      ({ mandatory, state }) =>
        state === "fixed upstream" || (!mandatory && state === "missing"),
    ),
  };
}

/** Whether this version of Garden can do without the seam. */
function excuse(
  { gardens, mandatory, fixedFrom }: Patch,
  version: string | null,
  problem: string,
): Pick<SeamReport, "state" | "reason"> {
  if (version !== null) {
    const { gte, ltr, satisfies } = loadSemver();
    // A Garden older than all that the patch fits is not one that can do without it.
    if (
      !satisfies(version, gardens, { includePrerelease: true }) &&
      !(mandatory && ltr(version, gardens))
    ) {
      const reason = `Garden ${version} does not have it (${gardens} has)`;
      return { state: "not in this version", reason };
    }
    if (fixedFrom !== null && gte(version, fixedFrom)) {
      const reason = `Garden fixed it in ${fixedFrom}, and the patch adds nothing: ${problem}`;
      return { state: "fixed upstream", reason };
    }
  }
  return { state: "missing", reason: problem };
}

/** What the patch uses besides must be there as well, once. */
function unusable(
  { id, uses }: Patch,
  declarations: readonly Declaration[],
): string | null {
  for (const name of uses) {
    const found = declarations.filter(
      (declaration) => declaration.name === name,
    );
    const [only] = found;
    if (found.length !== 1)
      return `${id} uses ${name}, which this Garden declares ${String(found.length)} times`;
    if (only?.problem !== undefined)
      return `${id} uses ${name}, which can't be read: ${only.problem}`;
  }
  return null;
}

function problemOf(patch: Patch, found: readonly Declaration[]): string | null {
  const [only, ...others] = found;
  if (!only) {
    return `${patch.declares} was not found: no module of this Garden declares it (expected in ${patch.file})`;
  }
  if (others.length > 0) {
    const modules = found
      .map(({ url }) => moduleName(url))
      .sort()
      .join(", ");
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
