import type {
  DeclaredByName,
  GardenFunction,
  PatchNames,
} from "../garden/names.js";
import type { OfflinePods } from "./offline-pods.js";

/** What a patch may ask of the process that it runs in. */
export interface PatchContext extends DeclaredByName {
  /** An error that Garden prints as the user's to fix, without a stack trace. */
  configurationError(message: string): Error;
  /** What became of the seams, for as long as the process runs: asked first once all of Garden's modules are loaded that
   *  declare one. From then on a row that is not attached does nothing. */
  verdict(): SeamVerdict;
  /** Says that Garden's kubernetes plugin will ask for the verdict before it touches a cluster. */
  placeCheck(): void;
  isCheckPlaced(): boolean;
  /** The plugin commands that this process was started for. */
  readonly commands: readonly unknown[];
  /** True where a command of ours runs with the cluster taken away. */
  readonly offline: boolean;
}

/** What a row of the table may ask. */
export interface RowContext extends PatchContext {
  /** Whether this row is in place. Only one that changes what it is given, in place of returning something else, has to
   *  ask: the others have a switch around them. */
  isAttached(): boolean;
}

/** One function of Garden's, and what replaces it: a row of the table in index.ts. */
export interface Patch<F extends GardenFunction = GardenFunction> {
  /** The seam's name, as `garden-pull-secrets seams` and docs/coverage.md show it. */
  readonly id: string;
  /** The pod that the seam is about, in a user's words. */
  readonly pod: string;
  /** The function that Garden declares; exactly one module of Garden's may declare it. */
  readonly declares: string;
  /** Where Garden's sources declare it, for messages and for reading on. */
  readonly file: string;
  /** The parameters that `wrap` relies on, by position, or by name where the function takes one object; of a class, the
   *  methods. */
  readonly parameters: readonly string[];
  /** What else of Garden's it calls. */
  readonly uses: readonly (keyof PatchNames)[];
  /** The range of Garden versions that declare it (semver). */
  readonly gardens: string;
  /** The Garden from which on unpatched Garden does the same, or null. */
  readonly fixedFrom: string | null;
  /** Without it the patch would break its promise: Garden's kubernetes providers stop. */
  readonly mandatory: boolean;
  /** What Garden up to `fixedFrom` does without the patch, in one sentence. */
  readonly gap: string;
  wrap(original: F, context: RowContext): F;
  /** Its pods, where Garden makes them for itself. */
  readonly offline?: OfflinePods<F>;
}

/** What became of one row of the table in this Garden. */
export interface SeamReport {
  readonly id: string;
  readonly declares: string;
  readonly mandatory: boolean;
  readonly state:
    "attached" | "fixed upstream" | "not in this version" | "missing";
  /** Where it was attached, or why it was not. */
  readonly reason: string;
}

/** What the seams mean for a project with Kubernetes, in sentences. */
export interface SeamVerdict {
  /** What the patch can't do without; empty where it may go on. */
  readonly missing: readonly string[];
  /** What it can do without, but not as well. */
  readonly warnings: readonly string[];
}
