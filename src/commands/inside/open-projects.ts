import { configGraph } from "../../garden/actions.js";
import type { HandlerParams } from "../../garden/garden.js";
import { gardenNames } from "../../garden/names.js";
import {
  kubernetesProviders,
  resolveProviders,
} from "../../garden/providers.js";
import type { GardenAccess } from "../garden-access.js";
import { memoryApi } from "./memory-api.js";
import { offlineNames } from "./offline.js";
import type { Project } from "./project.js";
import { actionResolver } from "./resolve-actions.js";

/** Where a command of ours is at work, as all of their results say it. */
export interface Where {
  readonly project: string;
  readonly environment: string;
  /** The providers of the kubernetes family; empty where the environment has none. */
  readonly providers: readonly string[];
}

/** The project once for each provider of the kubernetes family, with its actions in sync mode or as they are. Throws
 *  BorderError where this Garden lacks a function that the commands take away from it: nothing would keep it from the
 *  cluster. */
export async function openProjects(
  access: GardenAccess,
  { garden, log }: HandlerParams,
  mode: "sync" | "default",
): Promise<{ readonly where: Where; readonly projects: readonly Project[] }> {
  const functions = gardenNames((name) => access.name(name));
  for (const name of offlineNames) access.name(name);
  const providers = await kubernetesProviders(garden, log);
  const resolvedProviders = await resolveProviders(garden, log);
  const { graph, refused } = await configGraph(garden, log, mode);
  const resolve = actionResolver(garden, log, graph, refused);
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
    },
    projects: providers.map((provider) => ({
      ...{ garden, functions, log, graph, provider, resolvedProviders },
      ...{ resolve, refused, absent },
      api: memoryApi(),
    })),
  };
}
