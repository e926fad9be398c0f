import type { HandlerParams } from "../garden/garden.js";
import type { GardenNames } from "../garden/names.js";
import type { SeamReport } from "../patches/patch.js";

/** The patched Garden that a command of ours runs in. */
export interface GardenAccess {
  /** What Garden declares under a name; throws BorderError where this Garden declares it nowhere, or twice. */
  name(name: string): unknown;
  /** The version of the Garden that is running; null where it does not say. */
  version(): string | null;
  /** How the patch got in, and what that cost in milliseconds; null before. */
  driver(): { readonly name: string; readonly milliseconds: number } | null;
  /** An error that Garden prints as the user's to fix, without a stack trace. */
  configurationError(message: string): Error;
  /** The verdict over each row of the table; meaningful once Garden's kubernetes plugin is loaded. */
  seams(): SeamReport[];
  /** Runs `work` with Garden's own functions in place of the patched ones. */
  unpatched<T>(work: () => Promise<T>): Promise<T>;
}

/** A command of ours that runs inside Garden, as a plugin command of `container`, which every project has. */
export interface GardenCommand {
  /** Without `pull-secrets-`. */
  readonly name: string;
  readonly description: string;
  /** Names of Garden's that it uses as they are. */
  readonly names: readonly string[];
  /** True where it works with the cluster taken away. */
  readonly offline: boolean;
  /** Is given each of those names as soon as Garden has declared it, before Garden uses it. */
  readonly declared?: (
    declared: Partial<GardenNames>,
    access: Pick<GardenAccess, "configurationError">,
  ) => void;
  /** Finds out what the command is to report, as plain data. Throws BorderError where this Garden lacks something. */
  run(access: GardenAccess, params: HandlerParams): Promise<object>;
}

/** A plugin command as Garden takes it. */
export interface PluginCommand {
  readonly name: string;
  readonly description: string;
  readonly handler: (params: HandlerParams) => Promise<{ result: object }>;
}
