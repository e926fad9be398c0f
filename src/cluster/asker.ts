import type { GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";

/** For which command an API server is asked: a provider's client, and the command's log. */
export interface Asker {
  readonly api: KubeApi;
  readonly log: GardenLog;
}

/** The session of the command, and the address of the API server: Garden makes a new client for each call. */
export function scopeOf({
  api,
  log,
}: Asker): readonly [session: string, server: string] {
  const server = api.config?.getCurrentCluster?.()?.server ?? api.context;
  return [log.context?.sessionId ?? "", server];
}
