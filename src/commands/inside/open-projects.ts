import type { HandlerParams } from "../../garden/garden.js";
import { otherPodProviders } from "../../garden/providers.js";
import { gardenNames } from "../../garden/names.js";
import type { GardenAccess } from "../garden-access.js";
import { memoryApi } from "./memory-api.js";
import { offlineNames } from "./offline.js";
import type { Project } from "./project.js";
import { actionResolver } from "./resolve-actions.js";
import { resolveProject } from "./resolve-project.js";
import type { UnknownOutput } from "./unknown-outputs.js";

/** Where a command of ours is at work, as all of their results say it. */
export interface Where {
  readonly project: string;
  readonly environment: string;
  /** The providers of the kubernetes family; empty where the environment has none. */
  readonly providers: readonly string[];
  /** Others that make pods, which the patch does not reach. */
  readonly notCovered: readonly string[];
}

/** The project in an environment, opened. */
export interface OpenedProject {
  readonly where: Where;
  /** Once for each provider of the kubernetes family. */
  readonly projects: readonly Project[];
  /** The outputs of providers for which something stands. */
  readonly unknownOutputs: readonly UnknownOutput[];
}

/** The project once for each provider of the kubernetes family, with its actions in sync mode or as they are. Throws
 *  as `resolveProject` does, and BorderError where this Garden lacks a function that the commands take
 *  away from it: nothing would keep it from the cluster. */
export async function openProjects(
  access: GardenAccess,
  params: HandlerParams,
  mode: "sync" | "default",
  standIns = false,
): Promise<OpenedProject> {
  const { garden, log } = params;
  const functions = gardenNames((name) => access.name(name));
  for (const name of offlineNames) access.name(name);
  const { providers, resolvedProviders, graph, refused, ...unknown } =
    await resolveProject(access, params, mode, standIns);
  const { lacking, unknownOutputs } = unknown;
  const resolve = actionResolver(garden, log, graph, refused, lacking);
  const absent = new Set(
    access
      .seams()
      .flatMap(({ id, state }) =>
        state === "not in this version" ? [id] : [],
      ),
  );
  return {
    where: {
      project: garden.projectName,
      environment: `${garden.environmentName}.${garden.namespace}`,
      providers: providers.map(({ name }) => name),
      notCovered: await otherPodProviders(garden),
    },
    projects: providers.map((provider) => ({
      ...{ garden, functions, log, graph, provider, resolvedProviders },
      ...{ resolve, refused, absent },
      api: memoryApi(),
    })),
    unknownOutputs,
  };
}
