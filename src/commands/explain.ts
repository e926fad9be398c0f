import {
  diagnosePods,
  type PodDiagnosis,
} from "../diagnose/cluster-objects.js";
import { reasonOf } from "../patches/api-failure.js";
import { actionPlaces } from "./action-places.js";
import type { HandlerParams } from "./garden.js";
import { gardenFunctionNames } from "./garden-functions.js";
import type { GardenAccess, GardenCommand } from "./garden-access.js";
import { openProjects, type Where } from "./open-projects.js";
import type { Project } from "./project.js";
import { clusterOf, keepCluster } from "./real-cluster.js";
import { writeResult } from "./result.js";

/** What `explain` finds out inside Garden. */
export interface ExplainResult extends Where {
  readonly diagnoses: readonly PodDiagnosis[];
  /** The namespaces that were looked at. */
  readonly namespaces: readonly string[];
  /** Those that could not be, and why, in sentences. */
  readonly problems: readonly string[];
}

export const explainCommand: GardenCommand = {
  names: gardenFunctionNames,
  offline: false,
  declared: keepCluster,
  create: (access) => ({
    name: "pull-secrets-explain",
    description: "Say why pods of the project wait for their images.",
    handler: async (params: HandlerParams) =>
      await writeResult(await explainProject(access, params)),
  }),
};

async function explainProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<ExplainResult> {
  const { where, projects } = await openProjects(access, params, "default");
  const objects: object[] = [];
  const namespaces: string[] = [];
  const problems: string[] = [];
  for (const project of projects) {
    const api = (await clusterOf(project)) as unknown as PodLister;
    for (const namespace of await namespacesOf(project)) {
      namespaces.push(namespace);
      try {
        objects.push(...(await objectsIn(api, namespace)));
      } catch (error) {
        problems.push(
          `Failed listing pods and events in namespace '${namespace}': ${reasonOf(error)}.`,
        );
      }
    }
  }
  return {
    ...where,
    diagnoses: diagnosePods(objects),
    namespaces,
    problems,
  };
}

/** Where the pods of a project are: the provider's namespaces, and those that actions name and that can be known without
 *  running anything. */
async function namespacesOf(project: Project): Promise<Set<string>> {
  const { config } = project.provider;
  const found = new Set([config.gardenSystemNamespace]);
  if (config.namespace) found.add(config.namespace.name);
  for (const { namespace } of await actionPlaces(project, []))
    found.add(namespace);
  return found;
}

/** What is asked of Garden's client besides what the patches ask. */
interface PodLister {
  readonly core: Record<
    "listNamespacedPod" | "listNamespacedEvent",
    (params: {
      readonly namespace: string;
    }) => Promise<{ readonly items: readonly object[] }>
  >;
}

/** In a list, objects have no kind of their own. */
async function objectsIn(api: PodLister, namespace: string): Promise<object[]> {
  const [pods, events] = await Promise.all([
    api.core.listNamespacedPod({ namespace }),
    api.core.listNamespacedEvent({ namespace }),
  ]);
  return [
    ...pods.items.map((pod) => ({ ...pod, kind: "Pod" })),
    ...events.items.map((event) => ({ ...event, kind: "Event" })),
  ];
}
