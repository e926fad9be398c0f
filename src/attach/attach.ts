import type { GardenFunction, PatchNames } from "../garden/names.js";
import type { Patch, PatchContext, SeamReport } from "../patches/patch.js";
import { chooseDriver, probeUrl, type ChosenDriver } from "./choose-driver.js";
import { debugVariable } from "./debug-copy.js";
import { driversFor, type GardenShape } from "./drivers.js";
import { BorderError } from "../garden/border-error.js";
import type { GardenAccess, GardenCommand } from "../commands/garden-access.js";
import { pluginCommand } from "../commands/result.js";
import type { SourceEdit } from "./npm-bridges.js";
import { rememberFiles } from "./remember-files.js";
import {
  gardenVersion,
  reportSeam,
  verdictOf,
  versionFunction,
  type Declaration,
} from "./seams.js";
import { runtimeKey } from "./transform.js";

/** What a Garden process is to be patched with. */
export interface AttachOptions {
  /** Garden's modules are the files below this URL. */
  readonly root: string;
  readonly shape: GardenShape;
  readonly patches: readonly Patch[];
  /** The command of ours that this process was started for, if any. */
  readonly command?: GardenCommand;
  /** Changes to Garden's modules without which they don't run on this Node. */
  readonly edits?: readonly SourceEdit[];
}

interface Runtime {
  declared(name: string, value: unknown, url: string): unknown;
  failed(name: string, error: unknown, url: string): void;
}

const errorClass = "ConfigurationError";

/** Patches the Garden that this process is about to load; must run before Garden's first module.
 *  A second call in one process is noticed and changes nothing: it returns null. */
export async function attach(
  options: AttachOptions,
): Promise<GardenAccess | null> {
  const symbol = Symbol.for(runtimeKey);
  const globals = globalThis as unknown as Record<symbol, Runtime | undefined>;
  if (globals[symbol]) return null;

  const { patches, command } = options;
  const declarations: Declaration[] = [];
  const replacements = new Map<string, GardenFunction>();
  let active = true;
  let driver: ChosenDriver | null = null;

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
    driver: () => driver,
    seams: () => {
      const version = gardenVersion(declarations);
      return patches.map((patch) => reportSeam(patch, declarations, version));
    },
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
    verdict: () => verdictOf(access.seams()),
    configurationError(message) {
      const found = declarations.filter(({ name }) => name === errorClass);
      const GardenError = found[0]?.value as
        (new (params: { message: string }) => Error) | undefined;
      return GardenError ? new GardenError({ message }) : new Error(message);
    },
  };

  globals[symbol] = {
    declared(name, value, url) {
      declarations.push({ name, url, value });
      if (command?.names.includes(name)) command.declared?.({ [name]: value });
      const rows = patches.filter(({ declares }) => declares === name);
      if (rows.length === 0) return value;
      const original = value as GardenFunction;
      const patched = rows.reduce(
        (wrapped, patch) => patch.wrap(wrapped, context),
        original,
      );
      const fits = optionalRowsFit(rows, (row) =>
        reportSeam(row, declarations, gardenVersion(declarations)),
      );
      const replacement = switched(original, patched, () => active && fits());
      replacements.set(name, replacement);
      return replacement;
    },
    failed(name, error, url) {
      // Not a declaration of that module: the name stood in a string, or in an inner scope.
      if (error instanceof ReferenceError) return;
      const index = declarations.findLastIndex(
        (entry) => entry.name === name && entry.url === url,
      );
      if (index >= 0) declarations.splice(index, 1);
      declarations.push({
        name,
        url,
        problem: error instanceof Error ? error.message : String(error),
      });
    },
  };

  warnIfNothingAttached(patches, declarations);
  const replaced = patches.map(({ declares }) => declares);
  const used = [
    errorClass,
    versionFunction,
    ...patches.flatMap(({ uses }) => uses),
    ...(command?.names ?? []),
  ];
  const read = [...new Set(used)].filter((name) => !replaced.includes(name));
  const { root, shape } = options;
  const names = { replaced, read };
  const files = rememberFiles(shape, root, names);
  driver = await chooseDriver(
    driversFor(shape),
    {
      root,
      names,
      edits: options.edits ?? [],
      probe: probeUrl,
      known: files.known,
      debug: process.env[debugVariable] ?? null,
    },
    files.learn,
  );
  process.once("exit", files.keep);
  return access;
}

/** Whether rows that the patch can do without are attached as they have to be: else Garden's own function stays. Judged
 *  when it is asked first, in a call of theirs: all of Garden's modules are loaded by then. */
function optionalRowsFit(
  rows: readonly Patch[],
  report: (row: Patch) => SeamReport,
): () => boolean {
  const optional = rows.filter(({ mandatory }) => !mandatory);
  let fit: boolean | null = null;
  return () =>
    (fit ??= optional.every((row) => report(row).state === "attached"));
}

/** A stand-in for the original, called or constructed, that is the patched one while `active`. */
function switched(
  original: GardenFunction,
  patched: GardenFunction,
  active: () => boolean,
): GardenFunction {
  const current = () => (active() ? patched : original) as typeof Function;
  return new Proxy(original, {
    apply: (_, self, args) => Reflect.apply(current(), self, args) as unknown,
    construct: (_, args, target) =>
      Reflect.construct(current(), args, target) as object,
  });
}

/** The judge sits in a seam of its own. A Garden without that one would go on as if unpatched: say so at its end. */
function warnIfNothingAttached(
  patches: readonly Patch[],
  declarations: readonly Declaration[],
): void {
  const judge = patches.find(({ id }) => id === "plugin");
  process.on("exit", (code) => {
    if (
      !judge ||
      code !== 0 ||
      declarations.some(({ name }) => name === judge.declares)
    )
      return;
    process.stderr.write(
      `garden-pull-secrets: this Garden was NOT patched: ${judge.declares} was not found in it (expected in ${judge.file}).\n`,
    );
    process.exitCode = 1;
  });
}
