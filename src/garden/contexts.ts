import { expectMethods } from "./border-error.js";
import { variablesOf } from "./actions.js";
import { isDeclared, type GardenNames } from "./names.js";
import type {
  ActionContext,
  Garden,
  GardenLog,
  Graph,
  KubernetesProvider,
  Providers,
  ResolvedAction,
} from "./garden.js";

/** Where an action is called, and by which Garden. */
export interface ActionScope {
  readonly garden: Garden;
  readonly functions: GardenNames;
  readonly graph: Graph;
  readonly log: GardenLog;
  readonly provider: KubernetesProvider;
  /** All of the project's. */
  readonly resolvedProviders: Providers;
}

/** A plugin context in which no template string is to be resolved. */
export async function pluginContext(
  garden: Garden,
  provider: KubernetesProvider,
): Promise<ActionContext> {
  return await contextWith(garden, provider, undefined);
}

/** A plugin context whose template strings resolve as in the action's own handlers (Garden's router/base.ts). */
export async function actionContext(
  { garden, functions, graph, provider, resolvedProviders }: ActionScope,
  action: ResolvedAction,
): Promise<ActionContext> {
  const templateContext = new functions.ActionSpecContext({
    garden,
    resolvedProviders,
    action,
    partialRuntimeResolution: false,
    modules: graph.getModules(),
    resolvedDependencies: action.getResolvedDependencies(),
    executedDependencies: action.getExecutedDependencies(),
    inputs: inputsOf(functions, action),
    variables: variablesOf(action),
  });
  return await contextWith(garden, provider, templateContext);
}

/** To 0.13.52 as they are, from 0.13.53 on in a context of their own. */
function inputsOf(functions: GardenNames, action: ResolvedAction): object {
  const { inputs = {} } = action.getInternal();
  return isDeclared(functions, "InputContext")
    ? new functions.InputContext(inputs)
    : inputs;
}

async function contextWith(
  garden: Garden,
  provider: KubernetesProvider,
  templateContext: object | undefined,
): Promise<ActionContext> {
  expectMethods(garden, "garden", ["getPluginContext"]);
  return await garden.getPluginContext({
    provider,
    templateContext,
    events: undefined,
  });
}
