import type {
  CreatePlan,
  CreateRequest,
  CreateResult,
} from "../../commands/create/create.js";
import { askProject, type ProjectPlace } from "../start/ask-project.js";
import { planAskWrite, type CreateMode } from "./create-plan.js";
import { withProgress } from "../output/progress.js";

export interface CreateProjectOptions extends ProjectPlace, CreateMode {
  readonly registry?: readonly string[];
  readonly name?: string;
  readonly namespace?: string;
  readonly verify?: boolean;
}

/** Makes or updates the source Secret of a project's provider, of the logins that docker has on this machine. */
export async function createProject(
  options: CreateProjectOptions,
): Promise<number> {
  const { registry: registries = [], name, namespace, verify } = options;
  const request: Omit<CreateRequest, "write"> = {
    registries,
    verify: verify ?? false,
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
  };
  return await planAskWrite(options, {
    plan: (write) => ask(options, { ...request, write }),
    // Exactly what was shown.
    carryOut: (plan) =>
      ask(options, {
        name: plan.name,
        namespace: plan.namespace,
        registries: plan.registries.map(({ registry }) => registry),
        verify: false,
        write: true,
      }),
  });
}

async function ask(
  place: ProjectPlace,
  request: CreateRequest,
): Promise<CreatePlan> {
  const result = await withProgress(
    "Asking Garden and docker's configuration",
    askProject<CreateResult>("create", place, [JSON.stringify(request)]),
  );
  if ("problem" in result) throw new Error(result.problem);
  return result.plan;
}
