import type {
  Garden,
  GardenFunctions,
  Graph,
  Log,
  Provider,
} from "./garden.js";

/** Everything that rendering needs of a project. */
export interface Project {
  readonly garden: Garden;
  readonly functions: GardenFunctions;
  readonly log: Log;
  readonly graph: Graph;
  readonly provider: Provider;
}
