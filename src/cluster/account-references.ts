import type { V1ServiceAccount } from "@kubernetes/client-node";
import type { Account } from "../manifests/pod-accounts.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { reasonOf } from "./api-failure.js";
import type { ActionContext, GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";
import type { DeclaredByName } from "../garden/names.js";
import { asApiFailure } from "./kubectl-failure.js";
import { fieldManager } from "./field-manager.js";
import { rememberAdded } from "./memory.js";
import { readAccount } from "./read-account.js";
import { asName } from "../diagnose/json.js";
import { logLine } from "../garden/log-line.js";

/** Somebody else may change what was read; after as many rounds something else is wrong. */
const rounds = 5;

/** Where to, and what. */
export interface AccountRequest {
  readonly ctx: ActionContext;
  readonly references: readonly PullSecretReference[];
  readonly log: GardenLog;
}

/** Adds the references to the account's own list by server-side apply, under a field manager of our own, and applies
 *  nothing else. To the API server the list is one value (`listType=atomic`): applied alone, the references would replace
 *  what others have put there, so it is read first, and applied only if nobody changed it meanwhile. That is
 *  remembered (memory.ts), but for an account that the Deploy itself makes: `own` is that, with the metadata by which it is
 *  known to belong there, and is created where it is not there yet. A failure is a warning: the pods may have other
 *  credentials. */
export async function addToAccount(
  account: Account,
  request: AccountRequest,
  names: DeclaredByName,
  own: V1ServiceAccount | null = null,
): Promise<void> {
  const { ctx, references, log } = request;
  const api = await names.name("KubeApi").factory(log, ctx, ctx.provider);
  const add = () => addOrWarn(account, request, api, names, own);
  if (own !== null) {
    await add();
    return;
  }
  await rememberAdded({ api, log }, account, references, add);
}

async function addOrWarn(
  account: Account,
  { ctx, references, log }: AccountRequest,
  api: KubeApi,
  names: DeclaredByName,
  own: V1ServiceAccount | null,
): Promise<void> {
  const { name, namespace } = account;
  try {
    for (let round = 1; round <= rounds; round++) {
      const live = await readAccount(api, account);
      const before = live ?? own;
      if (before === null) return;
      const { imagePullSecrets = [] } = withReferences(before, references);
      if (imagePullSecrets.length === live?.imagePullSecrets?.length) return;
      const { resourceVersion } = live?.metadata ?? {};
      const applied = await apply(ctx, log, names, {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: {
          ...own?.metadata,
          name,
          namespace,
          ...(resourceVersion !== undefined && { resourceVersion }),
        },
        imagePullSecrets,
      });
      if (applied) return;
    }
    warn(log, account, "somebody else changes it again and again");
  } catch (error) {
    warn(log, account, reasonOf(error));
  }
}

/** By kubectl, as Garden applies: its client sends merge patches only. False where the account was changed since it was
 *  read. */
async function apply(
  ctx: ActionContext,
  log: GardenLog,
  names: DeclaredByName,
  account: V1ServiceAccount,
): Promise<boolean> {
  const args = [
    "apply",
    "--server-side",
    "--force-conflicts",
    "--validate=false",
    `--field-manager=${fieldManager}`,
    "--filename=-",
  ];
  const input = Buffer.from(JSON.stringify(account));
  const kubectl = names.name("kubectl")(ctx, ctx.provider);
  try {
    await kubectl.stdout({ log, args, input });
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes("the object has been modified")) return false;
    throw asApiFailure(error);
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

function warn(
  log: GardenLog,
  { name, namespace }: Account,
  reason: string,
): void {
  logLine(
    log,
    "warn",
    `garden-pull-secrets: Failed adding pull secrets to ServiceAccount '${asName(name)}' in namespace '${namespace}', so pods ` +
      `that run as it may pull anonymously: ${reason}`,
  );
}
