import type { OfflineProject } from "../../patches/offline-pods.js";
import type { Resolve } from "./resolve-actions.js";

/** Everything that rendering needs of a project. */
export interface Project extends OfflineProject {
  readonly resolve: Resolve;
  /** The actions that Garden could not take, by `Deploy api`, with its reasons. */
  readonly refused: ReadonlyMap<string, unknown>;
  /** The rows of the table whose function Garden does not have in this version, by their ids. */
  readonly absent: ReadonlySet<string>;
}
