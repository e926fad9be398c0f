import type { V1PodSpec, V1ServiceAccount } from "@kubernetes/client-node";
import {
  accountName,
  isAccount,
  type Account,
} from "../manifests/pod-accounts.js";
import type { Manifest } from "../manifests/pod-specs.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { reasonOf } from "./api-failure.js";
import type { Asker } from "./asker.js";
import { rememberAccount } from "./memory.js";
import { readAccount } from "./read-account.js";
import { asName } from "../diagnose/json.js";
import { logLine } from "../garden/log-line.js";

/** Where to look for the ServiceAccount of a pod. */
export interface AccountSearch extends Asker {
  readonly namespace: string;
  /** The manifests that are deployed together with the pod. */
  readonly manifests: readonly Manifest[];
}

/** The pull secrets that the ServiceAccount would give the pod: none where the pod has a list of its own, because the
 *  account's is copied only into pods without one (Kubernetes, ServiceAccount admission). Once a list is added to the
 *  pod, the account's would be lost. An account that the manifests don't hold is read, and remembered (memory.ts). */
export async function accountPullSecrets(
  podSpec: V1PodSpec,
  search: AccountSearch,
): Promise<PullSecretReference[]> {
  if ((podSpec.imagePullSecrets ?? []).length > 0) return [];
  const { namespace } = search;
  const account = { name: accountName(podSpec), namespace };
  const own = search.manifests.find((manifest) =>
    isAccount(manifest, account, namespace),
  );
  const { imagePullSecrets } =
    (own as V1ServiceAccount | undefined) ??
    (await readOrWarn(account, search));
  return (imagePullSecrets ?? []).flatMap(({ name: secret }) =>
    secret ? [{ name: secret }] : [],
  );
}

async function readOrWarn(
  account: Account,
  { api, log }: Asker,
): Promise<V1ServiceAccount> {
  return await rememberAccount({ api, log }, account, async () => {
    try {
      return (await readAccount(api, account)) ?? {};
    } catch (error) {
      logLine(
        log,
        "warn",
        `garden-pull-secrets: Failed reading ServiceAccount '${asName(account.name)}' in namespace ` +
          `'${account.namespace}', so pull secrets that it lists are not added to its pods: ${reasonOf(error)}`,
      );
      return {};
    }
  });
}
