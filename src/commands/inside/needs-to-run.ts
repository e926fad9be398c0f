import type { Action } from "../../garden/garden.js";
import type { Project } from "./project.js";

/** How `action` needs another one to run before it can be resolved, in words; null where it needs none. One that Garden
 *  could not take is no matter of running. */
export function needsToRun(
  action: Action,
  project: Pick<Project, "graph" | "refused">,
  seen = new Set<string>(),
): string | null {
  if (seen.has(action.key())) return null;
  seen.add(action.key());
  for (const dependency of action.getDependencyReferences()) {
    const target = `${dependency.kind} ${dependency.name}`;
    if (project.refused.has(target)) continue;
    if (dependency.needsExecutedOutputs === true)
      return `uses the outputs of ${target}`;
    const next = project.graph
      .getActions()
      .find(
        ({ kind, name }) =>
          kind === dependency.kind && name === dependency.name,
      );
    const found = next ? needsToRun(next, project, seen) : null;
    if (found !== null) return `depends on ${target}, which ${found}`;
  }
  return null;
}
