import { shownUser } from "../../registry/credential.js";
import { parseImageReference } from "../../registry/image-reference.js";
import { LocalConfigError } from "../../registry/local-config.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import { SecretError } from "../../secrets/secret-api.js";
import { projectImages } from "../manifests/workloads.js";
import { clusterOf, keepCluster } from "../inside/real-cluster.js";
import type { HandlerParams } from "../../garden/garden.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { openProjects } from "../inside/open-projects.js";
import type { Project } from "../inside/project.js";
import type { NotShown } from "../manifests/tasks.js";
import {
  gatherLogins,
  verifyLogins,
  type WithoutLogin,
} from "./gather-logins.js";
import { words } from "../words.js";
import { chooseTarget, CreateError, type Place } from "./target.js";
import { writeLogins, type Found } from "./write-logins.js";

/** What `create` is to do inside Garden. */
export interface CreateRequest extends Partial<Place> {
  /** Empty: those of the project's images that docker has a login for. */
  readonly registries: readonly string[];
  readonly verify: boolean;
  /** False: only say what would be done. */
  readonly write: boolean;
}

/** What is written, or would be. No credential is in it: docker's config and the Secret are read in Garden's process. */
export interface CreatePlan extends Place, Found {
  readonly context: string;
  readonly registries: readonly {
    readonly registry: string;
    readonly username: string;
  }[];
  /** Actions whose images can't be known, where those of the project were asked for. */
  readonly notShown: readonly NotShown[];
  /** Registries of the project that are left out. */
  readonly without: readonly WithoutLogin[];
  /** Whether imagePullSecrets names it already. */
  readonly listed: boolean;
}

/** A plan, or why there is none. */
export type CreateResult =
  { readonly plan: CreatePlan } | { readonly problem: string };

export const createCommand: GardenCommand = {
  name: "create",
  description: "Make a pull secret of the logins of this machine.",
  names: commandNames,
  offline: false,
  declared: keepCluster,
  run: createOrExplain,
};

async function createOrExplain(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CreateResult> {
  try {
    return { plan: await createSecret(access, params) };
  } catch (error) {
    const isExpected = [CreateError, LocalConfigError, SecretError].some(
      (kind) => error instanceof kind,
    );
    if (isExpected) return { problem: (error as Error).message };
    throw error;
  }
}

async function createSecret(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CreatePlan> {
  const request = JSON.parse(params.args[0] ?? "") as CreateRequest;
  const { where, projects } = await openProjects(access, params, "sync");
  const [project, ...others] = projects;
  if (!project || others.length > 0)
    throw new CreateError(
      `The environment has ${project ? "several providers" : "no provider"} of the kubernetes family` +
        (where.notCovered.length > 0 && !project
          ? `, and provider ${where.notCovered.join(", ")} ${words.notCovered.phrase}`
          : "") +
        ": choose another one with --env, or a cluster with --context.",
    );
  const { sources } = pullSecretsOf(project.provider);
  const target = chooseTarget(sources, request);
  const notShown: NotShown[] = [];
  const given = request.registries.length > 0;
  const { logins, without } = await gatherLogins(
    given ? request.registries : await registriesOf(project, notShown),
    given,
  );
  if (request.verify) await verifyLogins(logins);
  const cluster = await clusterOf(project);
  const { write } = request;
  const { log } = params;
  const found = await writeLogins(cluster, target, logins, { write, log });
  return {
    ...target,
    context: cluster.context,
    registries: logins.map(({ registry, login }) => ({
      registry,
      username: shownUser(login),
    })),
    notShown,
    without,
    ...found,
    listed: sources.some(
      ({ name, namespace }) =>
        name === target.name && namespace === target.namespace,
    ),
  };
}

/** The registries of the project's images, and of Garden's own. What can't be rendered goes to `notShown`. */
async function registriesOf(
  project: Project,
  notShown: NotShown[],
): Promise<string[]> {
  const images = await projectImages(project, notShown);
  return [
    ...new Set(
      images.flatMap((image) => parseImageReference(image)?.domain ?? []),
    ),
  ].filter((domain) => domain !== "");
}
