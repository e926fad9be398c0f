import { systemConfigOf } from "../config/system-config.js";
import {
  diagnosePods,
  type PodDiagnosis,
} from "../diagnose/cluster-objects.js";
import { findingOf } from "../diagnose/listed-secrets.js";
import { remedyInProvider } from "../diagnose/provider-secrets.js";
import { pullSecretsOf } from "../patches/provider-pull-secrets.js";
import { reasonOf } from "../cluster/api-failure.js";
import type { Asker } from "../cluster/asker.js";
import { readListed } from "../cluster/read-listed.js";
import { actionPlaces } from "./manifests/action-places.js";
import type { HandlerParams, KubernetesProvider } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";
import { commandNames } from "../garden/names.js";
import type { GardenAccess, GardenCommand } from "./garden-access.js";
import { openProjects, type Where } from "./inside/open-projects.js";
import type { NotShown } from "./not-shown.js";
import type { Project } from "./inside/project.js";
import { clusterOf, keepCluster } from "./inside/real-cluster.js";

/** What `explain` finds out inside Garden. */
export interface ExplainResult extends Where {
  readonly diagnoses: readonly PodDiagnosis[];
  /** The namespaces that were looked at. */
  readonly namespaces: readonly string[];
  /** Actions whose namespaces can't be known. */
  readonly notShown: readonly NotShown[];
  /** Namespaces that could not be looked at, and why, in sentences. */
  readonly problems: readonly string[];
}

export const explainCommand: GardenCommand = {
  name: "explain",
  description: "Say why pods of the project wait for their images.",
  names: commandNames,
  offline: false,
  declared: keepCluster,
  run: explainProject,
};

async function explainProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<ExplainResult> {
  const { where, projects } = await openProjects(access, params, "default");
  const diagnoses: PodDiagnosis[] = [];
  const namespaces: string[] = [];
  const problems: string[] = [];
  const notShown: NotShown[] = [];
  const asked = new Set<string>();
  for (const project of projects) {
    const api = await clusterOf(project);
    for (const namespace of await namespacesOf(project, notShown)) {
      const place = `${api.context}/${namespace}`;
      if (asked.has(place)) continue;
      asked.add(place);
      namespaces.push(namespace);
      try {
        const found = diagnosePods(await objectsIn(api, namespace));
        const asker = { api, log: params.log };
        for (const each of found)
          diagnoses.push(await withProvider(each, project.provider, asker));
      } catch (error) {
        problems.push(
          `Failed listing pods and events in namespace '${namespace}': ${reasonOf(error)}.`,
        );
      }
    }
  }
  return { ...where, diagnoses, namespaces, notShown, problems };
}

/** The diagnosis; where the provider config is why the pod pulled without a credential, with what to do about that. */
export async function withProvider(
  diagnosis: PodDiagnosis,
  provider: KubernetesProvider,
  asker: Asker,
): Promise<PodDiagnosis> {
  const secrets = await Promise.all(
    pullSecretsOf(provider).sources.map(async ({ name, namespace }) => {
      const read = await readListed(asker, { name, namespace });
      return {
        namespace,
        finding: findingOf(name, read, diagnosis.image ?? ""),
      };
    }),
  );
  const remedy = remedyInProvider(diagnosis, {
    provider: provider.name,
    secrets,
  });
  return remedy === null ? diagnosis : { ...diagnosis, remedy };
}

/** Where the pods of a project are: the provider's namespaces, and those that actions name and that can be known without
 *  running anything: the others go to `notShown`. */
async function namespacesOf(
  project: Project,
  notShown: NotShown[],
): Promise<Set<string>> {
  const { config } = project.provider;
  const found = new Set([systemConfigOf(config).namespace]);
  if (config.namespace) found.add(config.namespace.name);
  for (const { namespace } of await actionPlaces(project, notShown))
    found.add(namespace);
  return found;
}

/** In a list, objects have no kind of their own. */
async function objectsIn(api: KubeApi, namespace: string): Promise<object[]> {
  const [pods, events] = await Promise.all([
    api.core.listNamespacedPod({ namespace }),
    api.core.listNamespacedEvent({ namespace }),
  ]);
  return [
    ...pods.items.map((pod) => ({ ...pod, kind: "Pod" })),
    ...events.items.map((event) => ({ ...event, kind: "Event" })),
  ];
}
