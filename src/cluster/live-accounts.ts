import type { V1PodList } from "@kubernetes/client-node";
import { defaultAccount, type Account } from "../manifests/pod-accounts.js";
import { reasonOf } from "./api-failure.js";
import { inTime } from "./in-time.js";
import type { GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";
import { logLine } from "../garden/log-line.js";

/** The ServiceAccounts that pods of custom resources run as now. Controllers label the pods that they make with the
 *  name of the resource, by whatever key. With a warning, none where pods can't be listed. */
export async function liveAccounts(
  resources: readonly string[],
  namespace: string,
  api: KubeApi,
  log: GardenLog,
): Promise<Account[]> {
  try {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const answer = await inTime(() => api.request({ log, path }));
    const { items } = (await answer.json()) as V1PodList;
    const names = items
      .filter(({ metadata }) =>
        Object.values(metadata?.labels ?? {}).some((value) =>
          resources.includes(value),
        ),
      )
      .map(({ spec }) => spec?.serviceAccountName ?? defaultAccount);
    return [...new Set(names)].map((name) => ({ namespace, name }));
  } catch (error) {
    logLine(
      log,
      "warn",
      `garden-pull-secrets: Failed listing pods in namespace '${namespace}', so the ServiceAccounts that they run as get ` +
        `no pull secrets: ${reasonOf(error)}`,
    );
    return [];
  }
}
