import type { HandlerParams, ProviderFields } from "../../garden/garden.js";
import { actionPlaces, type ActionPlace } from "../manifests/action-places.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { openProjects, type Where } from "../inside/open-projects.js";
import { systemConfigOf } from "../../config/system-config.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import type { Project } from "../inside/project.js";
import { clusterOf, keepCluster } from "../inside/real-cluster.js";
import type { NotShown } from "../not-shown.js";
import type { Cleaned } from "./carry-out.js";
import { cleanNamespaces, type CleanRequest } from "./clean-namespaces.js";
import { deployFact } from "./deployed.js";
import type { CleanFacts, DeployFact } from "./facts.js";
import { problemIn } from "./read-facts.js";
import {
  cleanRequests,
  type CleanRequests,
} from "../../cluster/object-requests.js";

/** What `clean` finds out, and does. No Secret's data is in it. */
export interface CleanResult extends Where {
  readonly contexts: readonly string[];
  readonly objects: readonly Cleaned[];
  /** What could not be read or done, in sentences. */
  readonly problems: readonly string[];
  readonly notShown: readonly NotShown[];
}

export const cleanCommand: GardenCommand = {
  name: "clean",
  description: "Remove what garden-pull-secrets has written to the cluster.",
  names: commandNames,
  offline: false,
  declared: keepCluster,
  run: cleanProject,
};

async function cleanProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CleanResult> {
  const request = JSON.parse(params.args[0] ?? "") as CleanRequest;
  const { where, projects } = await openProjects(access, params, "default");
  const contexts: string[] = [];
  const objects: Cleaned[] = [];
  const problems: string[] = [];
  const notShown: NotShown[] = [];
  for (const project of projects) {
    const cluster = await clusterOf(project);
    contexts.push(cluster.context);
    const requests = cleanRequests(cluster, params.log);
    const places = await actionPlaces(project, notShown);
    try {
      const known = await readProject(project, places, requests, notShown);
      const names = namespacesOf(known, places, project.provider.config);
      const done = await cleanNamespaces(known, names, requests, request);
      objects.push(...done.objects);
      problems.push(...done.problems);
    } catch (error) {
      problems.push(`${problemIn(error)}. Nothing was done`);
    }
  }
  return {
    ...where,
    contexts,
    objects,
    problems,
    notShown,
  };
}

/** What the config says, and the project's Deploys as they are. Throws CleanError where one of them can't be read: its
 *  objects may be in any namespace. */
async function readProject(
  project: Project,
  places: readonly ActionPlace[],
  requests: CleanRequests,
  notShown: NotShown[],
): Promise<Omit<CleanFacts, "namespaces">> {
  const { name: provider, config } = project.provider;
  const deploys: DeployFact[] = [];
  for (const place of places)
    if (place.action.kind === "Deploy")
      deploys.push(await deployFact(project, place, requests, notShown));
  return {
    provider,
    systemNamespace: systemConfigOf(config).namespace,
    sources: pullSecretsOf(project.provider).sources,
    copySecrets: (config.copySecrets ?? []).filter((entry) => entry !== null),
    deploys,
  };
}

/** Where the patch may have written, by name. */
function namespacesOf(
  { systemNamespace, deploys }: Omit<CleanFacts, "namespaces">,
  places: readonly ActionPlace[],
  config: ProviderFields,
): string[] {
  const names = new Set([
    systemNamespace,
    ...(config.namespace ? [config.namespace.name] : []),
    ...(config.kaniko?.namespace ? [config.kaniko.namespace] : []),
    ...places.map(({ namespace }) => namespace),
    ...deploys.flatMap(({ namespaces }) => namespaces),
  ]);
  return [...names].sort();
}
