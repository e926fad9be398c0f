import sortBy from "lodash/sortBy.js";
import { actionContext } from "./action-context.js";
import type { Context, ResolvedAction } from "./garden.js";
import { needsToRun } from "./needs-to-run.js";
import type { Project } from "./project.js";
import { inOneLine, type NotShown } from "./tasks.js";

/** An action that makes pods, and the namespace that Garden runs it in. */
export interface ActionPlace {
  readonly action: ResolvedAction;
  readonly ctx: Context;
  readonly namespace: string;
}

/** The places of the project's Deploys, Runs and Tests, as far as they can be known without running anything. What can't
 *  be goes to `notShown`. */
export async function actionPlaces(
  project: Project,
  notShown: NotShown[],
): Promise<ActionPlace[]> {
  const { functions, garden, graph, log, provider } = project;
  const places: ActionPlace[] = [];
  const actions = graph.getActions();
  for (const action of sortBy([...actions], ["kind", "name"])) {
    if (action.kind === "Build" || action.isDisabled()) continue;
    const what = `${action.kind} ${action.name}`;
    const executed = needsToRun(action, actions);
    if (executed !== null) {
      const reason = `it ${executed}, which is not run to find its namespace`;
      notShown.push({ what, reason });
      continue;
    }
    try {
      const resolved = await garden.resolveAction({ action, graph, log });
      const ctx = await actionContext(project, resolved);
      const params = { ctx, log, provider, action: resolved };
      const namespace = await functions.getActionNamespace(params);
      places.push({ action: resolved, ctx, namespace });
    } catch (error) {
      // One whose config is wrong has made no pods with it.
      notShown.push({ what, reason: inOneLine(error) });
    }
  }
  return places;
}
