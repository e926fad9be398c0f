import { BorderError, expectMethods } from "./border-error.js";
import type {
  Action,
  Garden,
  GardenLog,
  Graph,
  ResolvedAction,
  VersionedAction,
} from "./garden.js";

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
