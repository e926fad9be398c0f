import type { SeamReport } from "../patches/patch.js";

/** The patched Garden that a command of ours runs in. */
export interface GardenAccess {
  /** What Garden declares under a name; throws an Error where this Garden declares it nowhere, or twice. */
  name(name: string): unknown;
  /** How the patch got in, and what that cost in milliseconds; null before. */
  driver(): { readonly name: string; readonly milliseconds: number } | null;
  /** The verdict over each row of the table; meaningful once Garden's kubernetes plugin is loaded. */
  seams(): SeamReport[];
  /** Runs `work` with Garden's own functions in place of the patched ones. */
  unpatched<T>(work: () => Promise<T>): Promise<T>;
}

/** A plugin command as Garden takes it. */
export interface PluginCommand {
  readonly name: string;
  readonly description: string;
  readonly handler: (params: never) => Promise<{ result: object }>;
}

/** A command of ours that runs inside Garden, as a plugin command of `container`, which every project has. */
export interface GardenCommand {
  /** Names of Garden's that it uses as they are. */
  readonly names: readonly string[];
  /** True where it works with the cluster taken away. */
  readonly offline: boolean;
  /** Is given each of those names as soon as Garden has declared it, to change the class before Garden uses it. */
  readonly declared?: (name: string, value: unknown) => void;
  create(access: GardenAccess): PluginCommand;
}
