import type { HandlerParams } from "../../garden/garden.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import { parseImageReference } from "../../registry/image-reference.js";
import { LocalConfigError } from "../../registry/local-config.js";
import type { PullSecretSource } from "../../resolver/pull-secrets.js";
import { SecretError } from "../../secrets/secret-api.js";
import type { GardenAccess } from "../garden-access.js";
import { openProjects } from "../inside/open-projects.js";
import type { Project } from "../inside/project.js";
import type { NotShown } from "../not-shown.js";
import { projectImages } from "../manifests/workloads.js";
import { words } from "../words.js";
import { gatherLogins, type LocalLogins } from "./gather-logins.js";
import { chooseTarget, CreateError, type Place } from "./target.js";

/** Which Secret is asked for. */
export interface CreateRequest extends Partial<Place> {
  /** Empty: those of the project's images that docker has a login for. */
  readonly registries: readonly string[];
  readonly verify: boolean;
}

/** A plan, or why there is none. */
export type CreateAnswer<Plan> =
  { readonly plan: Plan } | { readonly problem: string };

/** What a project's config and docker's logins say of the Secret, without a look at the cluster. */
export interface PlannedSecret extends LocalLogins {
  readonly project: Project;
  readonly target: Place;
  /** The Secrets that the provider config names. */
  readonly sources: readonly PullSecretSource[];
  /** Actions whose images can't be known, where those of the project were asked for. */
  readonly notShown: readonly NotShown[];
}

/** The plan; or the reason where it is the user's to change. */
export async function planOrExplain<Plan>(
  plan: () => Promise<Plan>,
): Promise<CreateAnswer<Plan>> {
  try {
    return { plan: await plan() };
  } catch (error) {
    const isExpected = [CreateError, LocalConfigError, SecretError].some(
      (kind) => error instanceof kind,
    );
    if (isExpected) return { problem: (error as Error).message };
    throw error;
  }
}

/** Chooses the Secret, and finds the logins for it. Throws CreateError and LocalConfigError. */
export async function planSecret(
  access: GardenAccess,
  params: HandlerParams,
  request: CreateRequest,
): Promise<PlannedSecret> {
  const { where, projects } = await openProjects(access, params, "sync");
  const [project, ...others] = projects;
  if (!project || others.length > 0)
    throw new CreateError(
      `The environment has ${project ? "several providers" : "no provider"} of the kubernetes family` +
        (where.notCovered.length > 0 && !project
          ? `, and provider ${where.notCovered.join(", ")} ${words.notCovered.phrase}`
          : "") +
        ": choose another one with --env.",
    );
  const { sources } = pullSecretsOf(project.provider);
  const target = chooseTarget(sources, request);
  const given = request.registries.length > 0;
  const notShown: NotShown[] = [];
  const found = await gatherLogins(
    given ? request.registries : await registriesOf(project, notShown),
    given,
  );
  return { project, target, sources, notShown, ...found };
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
