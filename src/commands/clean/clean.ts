import type { HandlerParams } from "../../garden/garden.js";
import { actionPlaces } from "../manifests/action-places.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { openProjects, type Where } from "../inside/open-projects.js";
import { systemConfigOf } from "../../config/system-config.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import type { Project } from "../inside/project.js";
import { clusterOf, keepCluster } from "../inside/real-cluster.js";
import type { NotShown } from "../manifests/tasks.js";
import { carryOut, type Cleaned } from "./carry-out.js";
import { deployFact } from "./deployed.js";
import type { CleanFacts, DeployFact, NamespaceFacts } from "./facts.js";
import { keyOf, planClean, type Planned } from "./plan.js";
import { CleanError, readNamespace } from "./read-facts.js";
import {
  cleanRequests,
  type CleanRequests,
} from "../../cluster/object-requests.js";

/** What `clean` is to do inside Garden. */
export interface CleanRequest {
  /** False: only say what would be done. */
  readonly write: boolean;
  /** What the user has agreed to, by `keyOf`; null where nobody was asked. */
  readonly agreed: readonly string[] | null;
}

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
  const { write, agreed } = JSON.parse(params.args[0] ?? "") as CleanRequest;
  const { where, projects } = await openProjects(access, params, "default");
  const contexts: string[] = [];
  const objects: Cleaned[] = [];
  const problems: string[] = [];
  const notShown: NotShown[] = [];
  for (const project of projects) {
    const cluster = await clusterOf(project);
    contexts.push(cluster.context);
    const requests = cleanRequests(cluster, params.log);
    const facts = await readFacts(project, requests, problems, notShown);
    const plan = planClean(facts);
    objects.push(
      ...(write ? await carryOut(agreedTo(plan, agreed), requests) : plan),
    );
  }
  return {
    ...where,
    contexts,
    objects,
    problems,
    notShown,
  };
}

/** What is planned of what the user was shown; the rest is told, and left. */
function agreedTo(
  plan: readonly Planned[],
  agreed: CleanRequest["agreed"],
): Cleaned[] {
  return plan.map((planned) =>
    planned.action === null ||
    agreed === null ||
    agreed.includes(keyOf(planned))
      ? planned
      : {
          ...planned,
          verdict: "failed",
          reason:
            "it came up or was changed after you were asked: nothing was done to it. Run the command again",
          action: null,
        },
  );
}

/** Reads what the project has in the cluster. A namespace that can't be read is a problem, and is left out; where a
 *  Deploy can't be, all of them are, because its objects may be in any. */
async function readFacts(
  project: Project,
  requests: CleanRequests,
  problems: string[],
  notShown: NotShown[],
): Promise<CleanFacts> {
  const { name: provider, config } = project.provider;
  const { sources } = pullSecretsOf(project.provider);
  const places = await actionPlaces(project, notShown);
  const deploys: DeployFact[] = [];
  const { namespace: systemNamespace } = systemConfigOf(config);
  const known = { provider, systemNamespace };
  try {
    for (const place of places)
      if (place.action.kind === "Deploy")
        deploys.push(await deployFact(project, place, requests, notShown));
  } catch (error) {
    problems.push(`${problemIn(error)}. Nothing was done`);
    return { ...known, sources, deploys, namespaces: [] };
  }
  const names = new Set([
    systemNamespace,
    ...(config.namespace ? [config.namespace.name] : []),
    ...(config.kaniko?.namespace ? [config.kaniko.namespace] : []),
    ...places.map(({ namespace }) => namespace),
    ...deploys.flatMap(({ namespaces }) => namespaces),
  ]);
  const namespaces: NamespaceFacts[] = [];
  for (const name of [...names].sort()) {
    try {
      namespaces.push(await readNamespace(requests, name));
    } catch (error) {
      problems.push(`${problemIn(error)}. Nothing was done in that namespace`);
    }
  }
  return { ...known, sources, deploys, namespaces };
}

function problemIn(error: unknown): string {
  if (error instanceof CleanError) return error.message;
  throw error;
}
