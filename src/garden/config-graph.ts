import { BorderError, expectMethods } from "./border-error.js";
import { placesOf, type Place } from "./config-places.js";
import { missingFolder } from "./missing-folder.js";
import type { Action, Garden, GardenLog, Graph } from "./garden.js";

/** The project's actions, and those that Garden can't take, with its reasons. */
export interface ConfigGraph {
  readonly graph: Graph;
  /** By `Deploy api`, or `module api`. */
  readonly refused: ReadonlyMap<string, unknown>;
}

/** The project's actions, in sync mode or as they are. Garden refuses all of them for the mistake of one, or of a module:
 *  then those at fault are looked for, and left out. Newer Gardens refuse an action that depends on one which is not there: something
 *  stands for each that is not tried, so that none is refused for another one's mistake, in whatever order they come.
 *  Throws what Garden says where that is of no one's. */
export async function configGraph(
  garden: Garden,
  log: GardenLog,
  mode: "sync" | "default",
): Promise<ConfigGraph> {
  const refused = new Map<string, unknown>();
  const wholeGraph = () => graphOf(garden, log, mode);
  try {
    return { graph: await wholeGraph(), refused };
  } catch (error) {
    if (error instanceof BorderError) throw error;
    const places = placesOf(garden);
    if (places.length === 0) throw error;
    for (const { configs, name, standIn } of places) configs[name] = standIn;
    try {
      await wholeGraph();
    } catch {
      throw error;
    }
    const refuse = ({ what, config }: Place, reason: unknown) =>
      refused.set(
        what,
        missingFolder(garden, config, reason) ?? causeOf(config, reason),
      );
    for (const half of halvesOf(places)) await putIn(half, wholeGraph, refuse);
    const graph = await wholeGraph();
    for (const { what, reason } of ofModules(graph, refused))
      refused.set(what, reason);
    return { graph: without(graph, refused), refused };
  }
}

/** Puts in those that Garden takes: all at once, or each half. `refuse` is given the others, for which something still
 *  stands. */
async function putIn(
  places: readonly Place[],
  wholeGraph: () => Promise<Graph>,
  refuse: (place: Place, reason: unknown) => void,
): Promise<void> {
  for (const { configs, name, config } of places) configs[name] = config;
  try {
    await wholeGraph();
  } catch (reason) {
    if (reason instanceof BorderError) throw reason;
    for (const { configs, name, standIn } of places) configs[name] = standIn;
    const [only, ...more] = places;
    if (only && more.length === 0) refuse(only, reason);
    else
      for (const half of halvesOf(places))
        await putIn(half, wholeGraph, refuse);
  }
}

/** Garden 0.13.24 joins each of `varfiles` to a path without a look at it; 0.14.20 takes objects, too. */
function causeOf(
  { varfiles = [] }: { varfiles?: readonly unknown[] },
  reason: unknown,
): unknown {
  return reason instanceof TypeError &&
    varfiles.some((file) => typeof file === "object")
    ? new Error(
        "this Garden takes only names of files in varfiles, and fails on an entry of another form",
      )
    : reason;
}

function halvesOf(places: readonly Place[]): (readonly Place[])[] {
  const middle = Math.ceil(places.length / 2);
  return [places.slice(0, middle), places.slice(middle)].filter(
    (half) => half.length > 0,
  );
}

/** The actions that Garden makes of what stands for a module. */
function ofModules(
  graph: Graph,
  refused: ReadonlyMap<string, unknown>,
): { what: string; reason: Error }[] {
  return graph.getActions().flatMap((action) => {
    const module = `module ${action.moduleName?.() ?? ""}`;
    const reason = new Error(`it is of ${module}, which can't be resolved`);
    const what = `${action.kind} ${action.name}`;
    return refused.has(module) ? [{ what, reason }] : [];
  });
}

/** The graph as it is for Garden; whoever asks it for its actions does not get what only stands there. */
function without(graph: Graph, refused: ReadonlyMap<string, unknown>): Graph {
  const getActions = (only?: object): Action[] =>
    graph
      .getActions(only)
      .filter(({ kind, name }) => !refused.has(`${kind} ${name}`));
  return Object.assign(Object.create(graph) as Graph, { getActions });
}

async function graphOf(
  garden: Garden,
  log: GardenLog,
  mode: "sync" | "default",
): Promise<Graph> {
  expectMethods(garden, "garden", ["getConfigGraph"]);
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: mode === "sync" ? ["*"] : [] },
  });
  expectMethods(graph, "graph", ["getActions", "getModules"]);
  for (const action of graph.getActions())
    expectMethods(action, "action", [
      "key",
      "mode",
      "isDisabled",
      "getDependencyReferences",
    ]);
  return graph;
}
