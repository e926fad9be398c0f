import type { Context, ResolvedAction } from "./garden.js";
import type { Project } from "./project.js";

/** A plugin context whose template strings resolve as in the action's own handlers (Garden's router/base.ts). */
export async function actionContext(
  { garden, functions, graph, log, provider }: Project,
  action: ResolvedAction,
): Promise<Context> {
  const templateContext = new functions.ActionSpecContext({
    garden,
    resolvedProviders: await garden.resolveProviders(log),
    action,
    partialRuntimeResolution: false,
    modules: graph.getModules(),
    resolvedDependencies: action.getResolvedDependencies(),
    executedDependencies: action.getExecutedDependencies(),
    inputs: action.getInternal().inputs ?? {},
    variables: action.getVariables(),
  });
  return await garden.getPluginContext({
    provider,
    templateContext,
    events: undefined,
  });
}
