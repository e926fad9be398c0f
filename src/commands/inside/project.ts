import type { ActionScope } from "../../garden/contexts.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { Resolve } from "./resolve-actions.js";

/** Everything that rendering needs of a project. */
export interface Project extends ActionScope {
  /** Stands in for Garden's KubeApi. */
  readonly api: KubeApi;
  readonly resolve: Resolve;
  /** The actions that Garden could not take, by `Deploy api`, with its reasons. */
  readonly refused: ReadonlyMap<string, unknown>;
}
