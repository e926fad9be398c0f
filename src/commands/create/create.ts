import type { HandlerParams } from "../../garden/garden.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { clusterOf, keepCluster } from "../inside/real-cluster.js";
import {
  usersOf,
  verifyLogins,
  type RegistryUser,
  type WithoutLogin,
} from "./gather-logins.js";
import {
  planOrExplain,
  planSecret,
  type CreateAnswer,
  type CreateRequest,
} from "./plan-secret.js";
import type { NotShown } from "../not-shown.js";
import type { Place } from "./target.js";
import { writeLogins, type Found } from "./write-logins.js";

/** What `create` is to do inside Garden. */
export interface WriteRequest extends CreateRequest {
  /** False: only say what would be done. */
  readonly write: boolean;
}

/** A Secret to be made. No credential is in it. */
export interface SecretPlan extends Place {
  readonly registries: readonly RegistryUser[];
  /** Actions whose images can't be known, where those of the project were asked for. */
  readonly notShown: readonly NotShown[];
  /** Registries of the project that are left out. */
  readonly without: readonly WithoutLogin[];
}

/** What is written, or would be: docker's config and the Secret are read in Garden's process. */
export interface CreatePlan extends SecretPlan, Found {
  readonly context: string;
  /** Whether imagePullSecrets names it already. */
  readonly listed: boolean;
}

export const createCommand: GardenCommand = {
  name: "create",
  description: "Make a pull secret of the logins of this machine.",
  names: commandNames,
  offline: false,
  declared: keepCluster,
  run: createSecret,
};

async function createSecret(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CreateAnswer<CreatePlan>> {
  return await planOrExplain(async () => {
    const request = JSON.parse(params.args[0] ?? "") as WriteRequest;
    const { project, target, sources, logins, without, notShown } =
      await planSecret(access, params, request);
    if (request.verify) await verifyLogins(logins);
    const cluster = await clusterOf(project);
    const { write } = request;
    const { log } = params;
    const found = await writeLogins(cluster, target, logins, { write, log });
    return {
      ...target,
      context: cluster.context,
      registries: usersOf(logins),
      notShown,
      without,
      ...found,
      listed: sources.some(
        ({ name, namespace }) =>
          name === target.name && namespace === target.namespace,
      ),
    };
  });
}
