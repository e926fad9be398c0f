import type { ActionScope } from "../../garden/contexts.js";
import type { KubeApi } from "../../garden/kube-api.js";

/** Everything that rendering needs of a project. */
export interface Project extends ActionScope {
  /** Stands in for Garden's KubeApi. */
  readonly api: KubeApi;
}
