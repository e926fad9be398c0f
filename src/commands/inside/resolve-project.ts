import { configGraph, type ConfigGraph } from "../../garden/config-graph.js";
import { BorderError } from "../../garden/border-error.js";
import type {
  HandlerParams,
  KubernetesProvider,
  Providers,
} from "../../garden/garden.js";
import {
  kubernetesProviders,
  resolveProviders,
} from "../../garden/providers.js";
import type { GardenAccess } from "../garden-access.js";
import { RefusedError } from "../refused-error.js";
import { inKeys } from "./output-references.js";
import { takenOutputs, type TakenOutput } from "./provider-outputs.js";
import {
  grouped,
  refusalWithout,
  standInsUsed,
  takesUnknown,
  unknownOutputs,
  type UnknownOutput,
} from "./unknown-outputs.js";

/** A project's providers and actions, and what is not known of them. */
export interface ResolvedProject extends ConfigGraph {
  /** Those of the kubernetes family. */
  readonly providers: readonly KubernetesProvider[];
  readonly resolvedProviders: Providers;
  /** The outputs of providers for which something stands. */
  readonly unknownOutputs: readonly UnknownOutput[];
  /** What is to be said of actions that take an unknown output for which nothing stands, by `Deploy web`. */
  readonly lacking: ReadonlyMap<string, string>;
}

/** Resolves a project without running anything. With `standIns`, something stands for the outputs of providers that are
 *  not known, and where Garden refuses one, its error says so. Without, what needs one is lacking; throws RefusedError
 *  where a provider or a module does. */
export async function resolveProject(
  access: Pick<GardenAccess, "configurationError">,
  { garden, log }: Pick<HandlerParams, "garden" | "log">,
  mode: "sync" | "default",
  standIns: boolean,
): Promise<ResolvedProject> {
  const taken = await takenOutputs(garden);
  let unknown: readonly TakenOutput[] = [];
  const found = (some: readonly TakenOutput[]) => {
    if (!standIns && some.length > 0)
      throw new RefusedError(refusalWithout(grouped(some)));
    unknown = [...unknown, ...some];
  };
  try {
    const all = await unknownOutputs(garden, log, taken, found);
    if (!standIns)
      found(all.filter(({ by }) => /^(provider|module) /.test(by)));
    unknown = all;
    const providers = await kubernetesProviders(garden, log);
    const resolvedProviders = await resolveProviders(garden, log);
    const { graph, refused } = await configGraph(garden, log, mode);
    const lacking = lacksOf(standIns ? [] : unknown);
    const reasonOf = ([what, reason]: [string, unknown]): [string, unknown] => {
      const lack = lacking.get(what);
      return [what, lack === undefined ? reason : `it ${lack}`];
    };
    return {
      ...{ graph, providers, resolvedProviders, lacking },
      refused: new Map([...refused].map(reasonOf)),
      unknownOutputs: standIns ? grouped(unknown) : [],
    };
  } catch (error) {
    if (!standIns || unknown.length === 0 || error instanceof BorderError)
      throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw access.configurationError(
      `${message}\n\n${standInsUsed(grouped(unknown))}`,
    );
  }
}

function lacksOf(unknown: readonly TakenOutput[]): Map<string, string> {
  const outputs = new Map<string, string[]>();
  for (const reference of unknown) {
    const known = outputs.get(reference.by) ?? [];
    outputs.set(reference.by, [...known, inKeys(reference)]);
  }
  return new Map([...outputs].map(([by, some]) => [by, takesUnknown(some)]));
}
