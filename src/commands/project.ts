import type { Garden, Graph, Log, Provider } from "./garden.js";
import type { GardenFunctions } from "./garden-functions.js";

/** Everything that rendering needs of a project. */
export interface Project {
  readonly garden: Garden;
  readonly functions: GardenFunctions;
  readonly log: Log;
  readonly graph: Graph;
  readonly provider: Provider;
  /** Stands in for Garden's KubeApi. */
  readonly api: object;
}
