import type { Action } from "../../garden/garden.js";

/** How `action` needs another one to run before it can be resolved, in words; null where it needs none. */
export function needsToRun(
  action: Action,
  actions: readonly Action[],
  seen = new Set<string>(),
): string | null {
  if (seen.has(action.key())) return null;
  seen.add(action.key());
  for (const dependency of action.getDependencyReferences()) {
    const target = `${dependency.kind} ${dependency.name}`;
    if (dependency.needsExecutedOutputs === true)
      return `uses the outputs of ${target}`;
    const next = actions.find(
      ({ kind, name }) => kind === dependency.kind && name === dependency.name,
    );
    const found = next ? needsToRun(next, actions, seen) : null;
    if (found !== null) return `depends on ${target}, which ${found}`;
  }
  return null;
}
