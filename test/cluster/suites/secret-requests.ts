import type { ApiRequest } from "../audit.js";
import { cluster } from "./shared-cluster.js";

/** What `work` asked the API server about Secrets; the node's own requests don't count. */
export async function secretRequests(
  work: () => Promise<unknown>,
): Promise<ApiRequest[]> {
  const mark = await cluster().audit.mark();
  await work();
  return (await cluster().audit.since(mark)).filter(
    ({ user, resource }) => user === "cluster-admin" && resource === "secrets",
  );
}

/** Those that changed something. */
export function writes(requests: readonly ApiRequest[]): ApiRequest[] {
  return requests.filter(
    ({ verb, status }) =>
      !["get", "list", "watch"].includes(verb) && status < 300,
  );
}

export function describeRequests(requests: readonly ApiRequest[]): string[] {
  return requests.map(
    ({ verb, namespace, name, status }) =>
      `${verb} ${namespace}/${name} ${String(status)}`,
  );
}
