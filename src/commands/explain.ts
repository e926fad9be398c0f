import {
  diagnosePods,
  type PodDiagnosis,
} from "../diagnose/cluster-objects.js";
import { reasonOf } from "../patches/api-failure.js";
import { actionPlaces } from "./action-places.js";
import type { HandlerParams } from "./garden.js";
import { gardenFunctionNames, gardenFunctions } from "./garden-functions.js";
import type { GardenAccess, GardenCommand } from "./garden-access.js";
import { kubernetesProviders } from "./kubernetes-providers.js";
import { memoryApi } from "./memory-api.js";
import { offlineNames } from "./offline.js";
import type { Project } from "./project.js";
import { clusterOf, keepCluster } from "./real-cluster.js";
import { writeResult } from "./result.js";

/** What `explain` finds out inside Garden. */
export interface ExplainResult {
  readonly project: string;
  readonly environment: string;
  /** The providers of the kubernetes family; empty where the environment has none. */
  readonly providers: readonly string[];
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
  { garden, log }: HandlerParams,
): Promise<ExplainResult> {
  const functions = gardenFunctions(access);
  // Throws where this Garden lacks one: the cluster would not have been taken away.
  for (const name of offlineNames) access.name(name);
  const providers = await kubernetesProviders(garden, log);
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: [] },
  });
  const objects: object[] = [];
  const namespaces: string[] = [];
  const problems: string[] = [];
  for (const provider of providers) {
    const project: Project = {
      garden,
      functions,
      log,
      graph,
      provider,
      api: memoryApi(),
    };
    const api = (await clusterOf(
      provider,
      garden,
      log,
    )) as unknown as PodLister;
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
    project: garden.projectName,
    environment: `${garden.environmentName}.${garden.namespace}`,
    providers: providers.map(({ name }) => name),
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
