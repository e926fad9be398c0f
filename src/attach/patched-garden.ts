import type { GardenAccess, GardenCommand } from "../commands/garden-access.js";
import { pluginCommand } from "../commands/result.js";
import { BorderError } from "../garden/border-error.js";
import {
  errorClass,
  type GardenFunction,
  type PatchNames,
} from "../garden/names.js";
import type { ConfigureProvider } from "../garden/plugin.js";
import { declaredCheck } from "../patches/seam-check.js";
import type { Patch, PatchContext, SeamReport } from "../patches/patch.js";
import {
  gardenVersion,
  reportSeam,
  verdictOf,
  type Declaration,
} from "./seam-report.js";
import { switched } from "./switched.js";

/** What the code that is appended to Garden's modules calls. */
export interface Runtime {
  declared(name: string, value: unknown, url: string): unknown;
  failed(name: string, error: unknown, url: string): void;
  /** Garden's main module has run. */
  started(): void;
}

/** A Garden as the patch sees it while its modules load. */
export interface PatchedGarden {
  readonly runtime: Runtime;
  readonly access: GardenAccess;
  /** Whether any module of Garden's has passed through the patch. */
  hasPassed(): boolean;
  /** Whether Garden's kubernetes providers were refused. */
  isRefused(): boolean;
  /** Whether the plugin command that this process was started for could not be given to Garden. */
  lacksPlaceForCommand(): boolean;
  /** Why Garden may not reach a cluster, in sentences; empty where it may: where nobody has refused it, and Garden's
   *  kubernetes plugin, which asks first, has passed through the patch. */
  hindrances(): readonly string[];
}

/** A Garden that is to be patched with these rows, for this command of ours, if any. `driver` returns how it gets in. */
export function patchedGarden(
  patches: readonly Patch[],
  command: GardenCommand | null,
  driver: GardenAccess["driver"],
): PatchedGarden {
  /** The row that gets hold of Garden's plugins: of the kubernetes plugin, which asks for the verdict, and of the one
   *  that gets our commands. */
  const place = patches.find(({ id }) => id === "plugin");
  const declarations: Declaration[] = [];
  const replacements = new Map<string, unknown>();
  /** What came of wrapping a row, where that failed. */
  const wrapErrors = new Map<Patch, string>();
  let active = true;
  let passed = false;
  let checkPlaced = false;
  /** The verdict's reports, once it has fallen. */
  let verdicts: ReadonlyMap<Patch, SeamReport> | null = null;

  const reportOf = (patch: Patch): SeamReport =>
    reportSeam(
      patch,
      declarations,
      gardenVersion(declarations),
      wrapErrors.get(patch) ?? unplaced(patch),
    );
  const reports = (): ReadonlyMap<Patch, SeamReport> =>
    new Map(patches.map((patch) => [patch, reportOf(patch)]));
  const unplaced = (patch: Patch): string | null =>
    patch === place && !checkPlaced
      ? `Garden's kubernetes plugin did not pass through ${patch.declares}`
      : null;
  const seams = () => [...(verdicts ?? reports()).values()];
  /** A mandatory row that is missing has Garden refused: it has no need of a switch. */
  const isOff = (patch: Patch): boolean => {
    const report = verdicts?.get(patch);
    if (!report || report.state === "attached") return false;
    return !(report.mandatory && report.state === "missing");
  };

  const access: GardenAccess = {
    name(name) {
      const found = declarations.filter(
        (declaration) => declaration.name === name,
      );
      const [only, ...others] = found;
      if (only?.problem !== undefined) throw new BorderError(only.problem);
      if (only && others.length === 0)
        return replacements.get(name) ?? only.value;
      throw new BorderError(
        `it declares ${name} ${String(found.length)} times`,
      );
    },
    version: () => gardenVersion(declarations),
    driver,
    configurationError(message) {
      const found = declarations.filter(({ name }) => name === errorClass);
      const GardenError = found[0]?.value as
        (new (params: { message: string }) => Error) | undefined;
      return GardenError ? new GardenError({ message }) : new Error(message);
    },
    seams,
    async unpatched(work) {
      active = false;
      try {
        return await work();
      } finally {
        active = true;
      }
    },
  };

  const context: PatchContext = {
    name: <N extends keyof PatchNames>(name: N) =>
      access.name(name) as PatchNames[N],
    commands: command ? [pluginCommand(command, access)] : [],
    offline: command?.offline ?? false,
    verdict() {
      verdicts ??= reports();
      return verdictOf(seams());
    },
    placeCheck: () => void (checkPlaced = true),
    isCheckPlaced: () => checkPlaced,
    configurationError: (message) => access.configurationError(message),
  };

  /** The function inside, and around it what the row makes of it. */
  const wrapped = (inner: GardenFunction, patch: Patch): GardenFunction => {
    try {
      const isAttached = () =>
        active &&
        (verdicts?.get(patch) ?? reportOf(patch)).state === "attached";
      const replacement = patch.wrap(inner, { ...context, isAttached });
      return switched(inner, replacement, () => active && !isOff(patch));
    } catch (error) {
      wrapErrors.set(patch, `it can't be wrapped: ${messageOf(error)}`);
      return inner;
    }
  };

  const runtime: Runtime = {
    declared(name, value, url) {
      passed = true;
      declarations.push({ name, url, value });
      if (command?.names.includes(name))
        command.declared?.({ [name]: value }, access);
      if (name === declaredCheck.declares)
        return declaredCheck.wrap(value as ConfigureProvider, context);
      const rows = patches.filter(({ declares }) => declares === name);
      if (rows.length === 0) return value;
      const replacement = rows.reduce(wrapped, value as GardenFunction);
      replacements.set(name, replacement);
      return replacement;
    },
    failed(name, error, url) {
      passed = true;
      // Not a declaration of that module: the name stood in a string, or in an inner scope.
      if (error instanceof ReferenceError) return;
      const index = declarations.findLastIndex(
        (entry) => entry.name === name && entry.url === url,
      );
      if (index >= 0) declarations.splice(index, 1);
      declarations.push({ name, url, problem: messageOf(error) });
    },
    started: () => void (passed = true),
  };

  const missing = () => verdictOf(seams()).missing;
  const isRefused = () => verdicts !== null && missing().length > 0;
  return {
    runtime,
    access,
    hasPassed: () => passed,
    isRefused,
    lacksPlaceForCommand: () =>
      command !== null &&
      !declarations.some(
        ({ name, problem }) =>
          name === place?.declares && problem === undefined,
      ),
    hindrances: () => (checkPlaced && !isRefused() ? [] : missing()),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
