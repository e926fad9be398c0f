import type { OfflineProject } from "../../patches/offline-pods.js";

/** Everything that rendering needs of a project. */
export interface Project extends OfflineProject {
  /** The rows of the table whose function Garden does not have in this version, by their ids. */
  readonly absent: ReadonlySet<string>;
}
