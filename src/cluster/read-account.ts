import type { V1ServiceAccount } from "@kubernetes/client-node";
import type { Account } from "../manifests/pod-accounts.js";
import type { KubeApi } from "../garden/kube-api.js";
import { statusOf } from "./api-failure.js";
import { inTime } from "./in-time.js";

/** The ServiceAccount as the API server has it, or null where there is none. Throws what the request fails with. */
export async function readAccount(
  api: KubeApi,
  account: Account,
): Promise<V1ServiceAccount | null> {
  try {
    return await inTime(() => api.core.readNamespacedServiceAccount(account));
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
