import { actionContext } from "../../garden/contexts.js";
import type {
  Action,
  ActionContext,
  ResolvedAction,
} from "../../garden/garden.js";
import { needsToRun } from "../inside/needs-to-run.js";
import type { Project } from "../inside/project.js";
import { inWords } from "../inside/resolve-actions.js";
import { inOrder, refusedActions } from "./tasks.js";
import { forEachShown, type NotShown } from "../not-shown.js";

/** An action that makes pods, and the namespace that Garden runs it in. */
export interface ActionPlace {
  readonly action: ResolvedAction;
  readonly ctx: ActionContext;
  readonly namespace: string;
}

/** The places of the project's Deploys, Runs and Tests, as far as they can be known without running anything. What can't
 *  be goes to `notShown`. */
export async function actionPlaces(
  project: Project,
  notShown: NotShown[],
): Promise<ActionPlace[]> {
  const { functions, graph, log, provider } = project;
  const places: ActionPlace[] = [];
  const actions = graph.getActions();
  const known: Action[] = [];
  notShown.push(...refusedActions(project));
  for (const action of inOrder(actions)) {
    if (action.kind === "Build" || action.isDisabled()) continue;
    const executed = needsToRun(action, project);
    if (executed === null) {
      known.push(action);
      continue;
    }
    const reason = `it ${executed}, which is not run to find its namespace`;
    notShown.push({ what: inWords(action), reason });
  }
  // One whose config is wrong has made no pods with it.
  await forEachShown(known, inWords, notShown, async (action) => {
    const resolved = await project.resolve(action);
    const ctx = await actionContext(project, resolved);
    const params = { ctx, log, provider, action: resolved };
    const namespace = await functions.getActionNamespace(params);
    places.push({ action: resolved, ctx, namespace });
  });
  return places;
}
