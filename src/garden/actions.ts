import { BorderError, expectMethods } from "./border-error.js";
import type {
  Action,
  Garden,
  GardenLog,
  Graph,
  ResolvedAction,
  VersionedAction,
} from "./garden.js";

/** The project's actions, and those that Garden can't take, with its reasons. */
export interface ConfigGraph {
  readonly graph: Graph;
  /** By `Deploy api`. */
  readonly refused: ReadonlyMap<string, unknown>;
}

/** The project's actions, in sync mode or as they are. Garden refuses all of them for the mistake of one: then they are
 *  added one by one, and those with which it refuses are left out. Throws what Garden says where that is of no one's. */
export async function configGraph(
  garden: Garden,
  log: GardenLog,
  mode: "sync" | "default",
): Promise<ConfigGraph> {
  const refused = new Map<string, unknown>();
  try {
    return { graph: await wholeGraph(garden, log, mode), refused };
  } catch (error) {
    if (error instanceof BorderError) throw error;
    const taken = Object.entries(garden.actionConfigs ?? {}).flatMap(
      ([kind, configs]) =>
        Object.entries(configs).map(([name, config]) => {
          Reflect.deleteProperty(configs, name);
          return { what: `${kind} ${name}`, name, config, configs };
        }),
    );
    if (taken.length === 0) throw error;
    let graph = await wholeGraph(garden, log, mode);
    for (const { what, name, config, configs } of taken) {
      configs[name] = config;
      try {
        graph = await wholeGraph(garden, log, mode);
      } catch (reason) {
        refused.set(what, reason);
        Reflect.deleteProperty(configs, name);
      }
    }
    return { graph, refused };
  }
}

async function wholeGraph(
  garden: Garden,
  log: GardenLog,
  mode: "sync" | "default",
): Promise<Graph> {
  expectMethods(garden, "garden", ["getConfigGraph"]);
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: mode === "sync" ? ["*"] : [] },
  });
  expectMethods(graph, "graph", ["getActions", "getModules"]);
  for (const action of graph.getActions())
    expectMethods(action, "action", [
      "key",
      "mode",
      "isDisabled",
      "getDependencyReferences",
    ]);
  return graph;
}

/** The action with its template strings filled in. Nothing is run for that, unless it uses the outputs of another one. */
export async function resolveAction(
  garden: Garden,
  log: GardenLog,
  graph: Graph,
  action: Action,
): Promise<ResolvedAction> {
  expectMethods(garden, "garden", ["resolveAction"]);
  const resolved = await garden.resolveAction({ action, graph, log });
  expectMethods(resolved, "action", [
    "getSpec",
    "getResolvedDependencies",
    "getExecutedDependencies",
    "getInternal",
    "getOutput",
    "versionString",
  ]);
  return resolved;
}

/** `getVariables` to 0.13.52, `getVariablesContext` from 0.13.53 on. */
export function variablesOf(action: ResolvedAction): object {
  if (action.getVariablesContext) return action.getVariablesContext();
  if (action.getVariables) return action.getVariables();
  throw new BorderError("it has no action.getVariables");
}

/** The action, with what `change` makes of its version. Garden gives `versionString` no argument to 0.14.6, and from
 *  0.14.7 on a log, without which it fails: all that it is given goes on. */
export function withVersion<A extends VersionedAction>(
  action: A,
  change: (version: string) => string,
): A {
  const versionString: VersionedAction["versionString"] = (...given) =>
    change(action.versionString(...given));
  return Object.assign(Object.create(action) as A, { versionString });
}

/** The action, with another spec. */
export function withSpec<A extends ResolvedAction>(
  action: A,
  spec: ReturnType<A["getSpec"]>,
): A {
  return Object.assign(Object.create(action) as A, { getSpec: () => spec });
}
