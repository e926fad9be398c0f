import type { V1ServiceAccount } from "@kubernetes/client-node";
import type { Account } from "../manifests/pod-accounts.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { inTime, reasonOf, statusOf } from "./api-failure.js";
import type { GardenLog, KubeApi } from "./garden.js";

/** Who the API server knows as the one that last changed an account's list. */
const fieldManager = "garden-pull-secrets";

/** Somebody else may change what was read; after as many rounds something else is wrong. */
const rounds = 5;

/** Where to, and what. */
export interface AccountRequest {
  readonly api: KubeApi;
  readonly references: readonly PullSecretReference[];
  readonly log: GardenLog;
}

/** Adds the references to the account's own list, and changes nothing else. An account's list is atomic to the API
 *  server (`listType=atomic`): an applied list would replace what others have put there, so it is read, and patched only
 *  if nobody changed it meanwhile. `absent` is what to create where there is no such account, if anything. A failure is
 *  a warning: the pods may have other credentials. */
export async function addToAccount(
  account: Account,
  { api, references, log }: AccountRequest,
  absent: V1ServiceAccount | null = null,
): Promise<void> {
  try {
    for (let round = 1; round <= rounds; round++) {
      if (await added(account, api, references, absent)) return;
    }
    warn(log, account, "somebody else changes it again and again");
  } catch (error) {
    warn(log, account, reasonOf(error));
  }
}

/** The account with the references behind its own. */
export function withReferences(
  account: V1ServiceAccount,
  references: readonly PullSecretReference[],
): V1ServiceAccount {
  const own = account.imagePullSecrets ?? [];
  const missing = references.filter(
    ({ name }) => !own.some((reference) => reference.name === name),
  );
  return missing.length === 0
    ? account
    : { ...account, imagePullSecrets: [...own, ...missing] };
}

/** False where the cluster changed meanwhile. */
async function added(
  { name, namespace }: Account,
  api: KubeApi,
  references: readonly PullSecretReference[],
  absent: V1ServiceAccount | null,
): Promise<boolean> {
  const live = await orNull([404], () =>
    api.core.readNamespacedServiceAccount({ name, namespace }),
  );
  if (live === null) {
    if (absent === null) return true;
    const body = withReferences(absent, references);
    const created = orNull([409], () =>
      api.core.createNamespacedServiceAccount({
        namespace,
        body,
        fieldManager,
      }),
    );
    return (await created) !== null;
  }
  const { imagePullSecrets = [] } = withReferences(live, references);
  if (imagePullSecrets.length === (live.imagePullSecrets ?? []).length)
    return true;
  const { resourceVersion } = live.metadata ?? {};
  const patched = orNull([404, 409], () =>
    api.core.patchNamespacedServiceAccount({
      name,
      namespace,
      body: {
        metadata: { ...(resourceVersion !== undefined && { resourceVersion }) },
        imagePullSecrets,
      },
      fieldManager,
    }),
  );
  return (await patched) !== null;
}

async function orNull<T>(
  expected: readonly number[],
  send: () => Promise<T>,
): Promise<T | null> {
  try {
    return await inTime(send());
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && expected.includes(status)) return null;
    throw error;
  }
}

function warn(
  log: GardenLog,
  { name, namespace }: Account,
  reason: string,
): void {
  log.warn(
    `garden-pull-secrets: Failed adding pull secrets to ServiceAccount '${name}' in namespace '${namespace}', so pods ` +
      `that run as it may pull anonymously: ${reason}`,
  );
}
