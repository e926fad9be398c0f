import type { V1PodSpec, V1ServiceAccount } from "@kubernetes/client-node";
import {
  accountName,
  isAccount,
  type Account,
} from "../manifests/pod-accounts.js";
import { lastAppliedOf } from "../manifests/last-applied.js";
import type { Manifest } from "../manifests/pod-specs.js";
import { listedReferences } from "../manifests/with-pull-secrets.js";
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
 *  pod, the account's would be lost. The account is read, and remembered (memory.ts). */
export async function accountPullSecrets(
  podSpec: V1PodSpec,
  search: AccountSearch,
): Promise<PullSecretReference[]> {
  if ((podSpec.imagePullSecrets ?? []).length > 0) return [];
  const { namespace, manifests } = search;
  const account = { name: accountName(podSpec), namespace };
  const own = manifests.find((manifest) =>
    isAccount(manifest, account, namespace),
  );
  const live = await readOrWarn(account, search);
  return own ? onceApplied(own, live) : listedReferences(live);
}

/** What the account lists once its manifest is applied: that, and what somebody else has added to the live one. What was
 *  applied last is the manifest's to take out. */
function onceApplied(
  own: V1ServiceAccount,
  live: V1ServiceAccount,
): PullSecretReference[] {
  const applied = listedReferences(lastAppliedOf(live) ?? {});
  const added = listedReferences(live).filter(
    ({ name }) => !applied.some((before) => before.name === name),
  );
  return listedReferences({
    imagePullSecrets: [...listedReferences(own), ...added],
  });
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
