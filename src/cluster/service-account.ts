import type { V1PodSpec, V1ServiceAccount } from "@kubernetes/client-node";
import type { Manifest } from "../manifests/pod-specs.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { inTime, reasonOf, statusOf } from "./api-failure.js";
import type { Asker } from "./asker.js";
import { rememberAccount } from "./memory.js";
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
 *  pod, the account's would be lost. Reads an account that the manifests don't hold once per command. */
export async function accountPullSecrets(
  podSpec: V1PodSpec,
  search: AccountSearch,
): Promise<PullSecretReference[]> {
  if ((podSpec.imagePullSecrets ?? []).length > 0) return [];
  const name = accountName(podSpec);
  const account = search.manifests.find((manifest) =>
    isAccount(manifest, name, search.namespace),
  );
  const { imagePullSecrets } =
    (account as V1ServiceAccount | undefined) ??
    (await readAccount(name, search));
  return (imagePullSecrets ?? []).flatMap(({ name: secret }) =>
    secret ? [{ name: secret }] : [],
  );
}

function accountName({
  serviceAccountName,
  serviceAccount,
}: V1PodSpec): string {
  return serviceAccountName || serviceAccount || "default";
}

function isAccount(
  { kind, metadata }: Manifest,
  name: string,
  namespace: string,
): boolean {
  return (
    kind === "ServiceAccount" &&
    metadata?.name === name &&
    (metadata.namespace ?? namespace) === namespace
  );
}

async function readAccount(
  name: string,
  { api, namespace, log }: AccountSearch,
): Promise<V1ServiceAccount> {
  const place = { name, namespace };
  return await rememberAccount({ api, log }, place, async () => {
    try {
      return await inTime(() => api.core.readNamespacedServiceAccount(place));
    } catch (error) {
      if (statusOf(error) !== 404) {
        logLine(
          log,
          "warn",
          `garden-pull-secrets: Failed reading ServiceAccount '${asName(name)}' in namespace '${namespace}', so pull secrets ` +
            `that it lists are not added to its pods: ${reasonOf(error)}`,
        );
      }
      return {};
    }
  });
}
