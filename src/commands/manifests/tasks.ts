import sortBy from "lodash/sortBy.js";
import type { Action } from "../../garden/garden.js";
import { emptySources } from "../../garden/sources.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { needsToRun } from "../inside/needs-to-run.js";
import type { Project } from "../inside/project.js";
import { inWords } from "../inside/resolve-actions.js";
import { reasonFor, type NotShown } from "../not-shown.js";
import { renderAction } from "./render.js";
import { gardenPods } from "./garden-pods.js";

/** All that Garden would create for a project, its own actions first, to be rendered one by one. What can't be rendered
 *  goes to `notShown`. */
export function renderTasks(
  project: Project,
  all: boolean,
  notShown: NotShown[],
): Task[] {
  for (const { name, folder } of emptySources(project.garden))
    notShown.push({
      what: `source ${name}`,
      reason: `its download failed before, and Garden takes ${folder}, which is empty, for it: delete that folder, and try again`,
    });
  return [...actionTasks(project, notShown), ...gardenTasks(project, all)];
}

/** A thing to render: what makes it, in which mode, and how. */
export interface Task {
  readonly origin: string;
  /** Known once it is rendered. */
  readonly mode: () => string;
  /** Whether `--workloads` may change it. */
  readonly isOfUser: boolean;
  readonly render: () => Promise<Manifest[]>;
}

export function originOf({ origin }: Task): string {
  return origin;
}

/** The pods that Garden makes for itself with the project's build mode, or every kind of them. */
function gardenTasks(project: Project, all: boolean): Task[] {
  const builds = buildsImages(project);
  return gardenPods(project)
    .filter(
      ({ buildMode }) =>
        all || (builds && buildMode === project.provider.config.buildMode),
    )
    .map(({ origin, render }) => ({
      origin,
      mode: () => "default",
      isOfUser: false,
      render,
    }));
}

/** Whether the project has a Build that makes an image. */
export function buildsImages({ graph }: Project): boolean {
  return graph
    .getActions()
    .some(({ kind, type }) => kind === "Build" && type === "container");
}

function actionTasks(project: Project, notShown: NotShown[]): Task[] {
  const actions = project.graph.getActions();
  const tasks: Task[] = [];
  notShown.push(...refusedActions(project));
  for (const action of inOrder(actions)) {
    const origin = inWords(action);
    if (action.kind === "Build" || action.isDisabled()) continue;
    const executed = needsToRun(action, project);
    if (executed !== null) {
      notShown.push({
        what: origin,
        reason: `it ${executed}, which offline work does not run`,
      });
      continue;
    }
    let isWithoutSync = false;
    const withoutSync = (error: unknown) => {
      const reason = reasonFor(error);
      if (!isWithoutSync)
        notShown.push({ what: `${origin} in sync mode`, reason });
      isWithoutSync = true;
    };
    tasks.push({
      origin,
      mode: () => (isWithoutSync ? "default" : action.mode()),
      isOfUser: action.kind === "Deploy" && action.type === "kubernetes",
      render: async () => {
        const rendered = await renderAction(project, action, withoutSync);
        if (typeof rendered === "string") throw new Error(rendered);
        return rendered;
      },
    });
  }
  return tasks;
}

/** Those that Garden could not take. */
export function refusedActions({ refused }: Project): NotShown[] {
  return [...refused].map(([what, reason]) => ({
    what,
    reason: reasonFor(reason),
  }));
}

/** By kind and name. */
export function inOrder(actions: readonly Action[]): Action[] {
  return sortBy([...actions], ["kind", "name"]);
}
