import sortBy from "lodash/sortBy.js";
import type { Manifest } from "../manifests/pod-specs.js";
import { needsToRun } from "./needs-to-run.js";
import type { Project } from "./project.js";
import { renderAction } from "./render.js";
import { gardenPods } from "./render-garden-pods.js";

/** What can't be shown, and why. */
export interface NotShown {
  readonly what: string;
  readonly reason: string;
}

/** All that Garden would create for a project, to be rendered one by one. What can't be rendered goes to `notShown`. */
export function renderTasks(
  project: Project,
  all: boolean,
  notShown: NotShown[],
): Task[] {
  return [...gardenTasks(project, all), ...actionTasks(project, notShown)];
}

/** A thing to render: what makes it, in which mode, and how. */
export interface Task {
  readonly origin: string;
  readonly mode: string;
  readonly render: () => Promise<Manifest[]>;
}

/** The pods that Garden makes for itself with the project's build mode, or every kind of them. */
function gardenTasks(project: Project, all: boolean): Task[] {
  const builds = project.graph
    .getActions()
    .some(({ kind, type }) => kind === "Build" && type === "container");
  return gardenPods
    .filter(
      ({ buildMode }) =>
        all || (builds && buildMode === project.provider.config.buildMode),
    )
    .map(({ origin, render }) => ({
      origin,
      mode: "default",
      render: () => render(project),
    }));
}

function actionTasks(project: Project, notShown: NotShown[]): Task[] {
  const actions = project.graph.getActions();
  const tasks: Task[] = [];
  for (const action of sortBy([...actions], ["kind", "name"])) {
    const origin = `${action.kind} ${action.name}`;
    if (action.kind === "Build" || action.isDisabled()) continue;
    const executed = needsToRun(action, actions);
    if (executed !== null) {
      notShown.push({
        what: origin,
        reason: `it ${executed}, which offline work does not run`,
      });
      continue;
    }
    tasks.push({
      origin,
      mode: action.mode(),
      render: async () => {
        const rendered = await renderAction(project, action);
        if (typeof rendered === "string") throw new Error(rendered);
        return rendered;
      },
    });
  }
  return tasks;
}

/** An error's first line; where that only announces what follows, the last one as well. */
export function inOneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const [first = message] = lines;
  return first.endsWith(":") ? `${first} ${lines.at(-1) ?? ""}` : first;
}
