import { resolveAction } from "../../garden/actions.js";
import type {
  Action,
  Garden,
  GardenLog,
  Graph,
  ResolvedAction,
} from "../../garden/garden.js";
import { reasonOf } from "./reason.js";

/** Resolves an action, once. Rejects where it can't be, with the action at fault where that is one that it depends on:
 *  Garden gives up on those that depend on one, without a word about it. */
export type Resolve = (action: Action) => Promise<ResolvedAction>;

/** An action depends on one that is not there, or that can't be resolved; or it takes something that is not known. */
class RelationError extends Error {
  /** `depends on Deploy api, which ...` */
  readonly relation: string;

  constructor(relation: string) {
    super(`it ${relation}`);
    this.relation = relation;
  }
}

/** `refused` are the actions that Garden could not take, with its reasons; `lacking` those that take something that is not
 *  known, with what is to be said of them, such as `takes ...`. Both by `Deploy api`. */
export function actionResolver(
  garden: Garden,
  log: GardenLog,
  graph: Graph,
  refused: ReadonlyMap<string, unknown>,
  lacking: ReadonlyMap<string, string> = new Map(),
): Resolve {
  const actions = new Map(
    graph.getActions().map((action) => [inWords(action), action]),
  );
  const resolved = new Map<Action, Promise<ResolvedAction>>();
  const resolve: Resolve = (action) => {
    const known = resolved.get(action);
    if (known) return known;
    const promise = afterDependencies(action);
    resolved.set(action, promise);
    return promise;
  };
  async function afterDependencies(action: Action): Promise<ResolvedAction> {
    const lack = lacking.get(inWords(action));
    if (lack !== undefined) throw new RelationError(lack);
    for (const dependency of action.getDependencyReferences()) {
      const target = inWords(dependency);
      const found = actions.get(target);
      if (!found)
        throw new RelationError(
          `depends on ${target}, which ${refused.has(target) ? unresolved : "is not in the project"}`,
        );
      try {
        await resolve(found);
      } catch (error) {
        throw new RelationError(
          `depends on ${target}, which ${because(error, found)}`,
        );
      }
    }
    return await resolveAction(garden, log, graph, action);
  }
  return resolve;
}

export function inWords({ kind, name }: Pick<Action, "kind" | "name">): string {
  return `${kind} ${name}`;
}

const unresolved = "can't be resolved";

/** The reason is named once: with the action itself, where that is shown or named as not shown. */
function because(error: unknown, action: Action): string {
  if (error instanceof RelationError) return error.relation;
  if (action.kind !== "Build" && !action.isDisabled()) return unresolved;
  return `${unresolved}: ${reasonOf(error)}`;
}
