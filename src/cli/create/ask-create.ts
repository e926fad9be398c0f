import type { WriteRequest } from "../../commands/create/create.js";
import type {
  CreateAnswer,
  CreateRequest,
} from "../../commands/create/plan-secret.js";
import { withProgress } from "../output/progress.js";
import { askProject, type ProjectPlace } from "../start/ask-project.js";

/** The project, and what is to be made for it, as the command line says it. */
export interface CreateOptions extends ProjectPlace {
  readonly registry?: readonly string[];
  readonly name?: string;
  readonly namespace?: string;
  readonly verify?: boolean;
}

/** What the command line says, as Garden's process takes it. */
export function requestOf({
  registry: registries = [],
  name,
  namespace,
  verify = false,
}: CreateOptions): CreateRequest {
  return {
    registries,
    verify,
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** Asks Garden's process for a plan: `create` with the cluster, `create-offline` without. Throws an Error where there can
 *  be none, with the reason; and as `askProject` does. */
export async function askCreate<Plan extends object>(
  command: "create" | "create-offline",
  place: ProjectPlace,
  request: CreateRequest | WriteRequest,
): Promise<Plan> {
  const result = await withProgress(
    "Asking Garden and docker's configuration",
    askProject<CreateAnswer<Plan>>(command, place, [JSON.stringify(request)]),
  );
  if ("problem" in result) throw new Error(result.problem);
  return result.plan;
}
