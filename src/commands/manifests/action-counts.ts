import { emptySources } from "../../garden/sources.js";
import type { Project } from "../inside/project.js";
import { inWords } from "../inside/resolve-actions.js";
import { mayMakePods } from "./render.js";

/** How many actions of a kind may make pods, and of how many of these it is known. */
export interface ActionCount {
  readonly kind: string;
  readonly all: number;
  readonly known: number;
}

/** The project's actions by kind: those of types that make pods, and those that Garden could not take; and the sources that
 *  it does not have. `rendered` are the names of the actions that are. */
export function actionCounts(
  { garden, graph, refused }: Project,
  rendered: ReadonlySet<string>,
): ActionCount[] {
  const names = [
    ...graph
      .getActions()
      .filter((action) => !action.isDisabled() && mayMakePods(action))
      .map(inWords),
    ...refused.keys(),
  ];
  const sources = emptySources(garden).length;
  return [
    ...["Build", "Deploy", "Run", "Test"].map((kind) => {
      const ofKind = names.filter((name) => name.startsWith(`${kind} `));
      const known = ofKind.filter((name) => rendered.has(name)).length;
      return { kind, all: ofKind.length, known };
    }),
    { kind: "source", all: sources, known: 0 },
  ].filter(({ all }) => all > 0);
}
