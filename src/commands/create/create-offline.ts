import type { HandlerParams } from "../../garden/garden.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { takeClusterAway } from "../inside/offline.js";
import type { NotShown } from "../not-shown.js";
import type { WithoutLogin } from "./gather-logins.js";
import {
  planOrExplain,
  planSecret,
  type CreateAnswer,
  type CreateRequest,
} from "./plan-secret.js";
import type { Place } from "./target.js";

/** The Secret of a project that is to be printed; docker has a login for each of the registries. */
export interface OfflinePlan extends Place {
  readonly registries: readonly string[];
  readonly notShown: readonly NotShown[];
  readonly without: readonly WithoutLogin[];
}

export const createOfflineCommand: GardenCommand = {
  name: "create-offline",
  description: "Plan a pull secret of the logins of this machine.",
  names: commandNames,
  offline: true,
  declared: takeClusterAway,
  run: planOffline,
};

async function planOffline(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CreateAnswer<OfflinePlan>> {
  return await planOrExplain(async () => {
    const request = JSON.parse(params.args[0] ?? "") as CreateRequest;
    const { target, logins, without, notShown } = await planSecret(
      access,
      params,
      request,
    );
    const registries = logins.map(({ registry }) => registry);
    return { ...target, registries, notShown, without };
  });
}
