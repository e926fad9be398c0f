import type { V1Secret, V1ServiceAccount } from "@kubernetes/client-node";
import { reasonOf, statusOf } from "../../cluster/api-failure.js";
import { withoutMarker } from "../../secrets/marker.js";
import { fieldManager } from "../../cluster/field-manager.js";
import type { Planned } from "./planned.js";
import { namespacePath } from "./read-facts.js";
import type { CleanRequests } from "../../cluster/object-requests.js";

/** What became of an object. */
export interface Cleaned extends Omit<Planned, "verdict"> {
  readonly verdict: Planned["verdict"] | "removed" | "failed";
}

/** Does what is planned, the references first, each guarded by the uid and resourceVersion with which the object was read.
 *  A failure is reported at its object, and the others go on; but a copy is kept where an account still lists it. */
export async function carryOut(
  plan: readonly Cleaned[],
  requests: CleanRequests,
): Promise<Cleaned[]> {
  const accounts = new Map<Cleaned, Cleaned>();
  for (const planned of plan)
    if (planned.kind === "ServiceAccount")
      accounts.set(planned, await carryOutOne(planned, requests));
  const done: Cleaned[] = [];
  for (const planned of plan) {
    const account = accounts.get(planned);
    if (account) {
      done.push(account);
      continue;
    }
    const lister = [...accounts.values()].find(
      (each) =>
        each.verdict === "failed" &&
        each.namespace === planned.namespace &&
        each.action?.kind === "take-off" &&
        each.action.names.includes(planned.name),
    );
    done.push(
      lister && planned.action?.kind === "delete"
        ? failed(planned, `ServiceAccount ${lister.name} still lists it`)
        : await carryOutOne(planned, requests),
    );
  }
  return done;
}

async function carryOutOne(
  planned: Cleaned,
  requests: CleanRequests,
): Promise<Cleaned> {
  if (planned.action === null) return planned;
  try {
    await send(planned, requests);
  } catch (error) {
    const status = statusOf(error);
    if (status === 409)
      return failed(planned, "it was changed meanwhile. Run the command again");
    // Somebody else was faster.
    if (status !== 404) return failed(planned, reasonOf(error));
  }
  return planned.verdict === "remove"
    ? { ...planned, verdict: "removed" }
    : planned;
}

function failed(planned: Cleaned, reason: string): Cleaned {
  return { ...planned, verdict: "failed", reason };
}

async function send(planned: Cleaned, requests: CleanRequests): Promise<void> {
  const { action, kind, namespace, name, uid, resourceVersion } = planned;
  const plural = kind === "Secret" ? "secrets" : "serviceaccounts";
  const path = `${namespacePath("v1", namespace, plural)}/${name}`;
  const guard = { uid, resourceVersion };
  switch (action?.kind) {
    case undefined:
      return;
    case "delete":
      await requests.remove(path, guard);
      return;
    case "unmark": {
      const secret = (await requests.get(path)) as V1Secret;
      const metadata = { ...withoutMarker(secret.metadata ?? {}), ...guard };
      await requests.replace(path, { ...secret, metadata }, fieldManager);
      return;
    }
    case "take-off": {
      const account = (await requests.get(path)) as V1ServiceAccount;
      const guarded = {
        ...account,
        metadata: { ...account.metadata, ...guard },
      };
      const changed = (await requests.replace(
        path,
        withoutReferences(guarded, action.names),
        fieldManager,
      )) as V1ServiceAccount;
      if (isManaged(changed))
        await requests.replace(path, unmanaged(changed), fieldManager);
    }
  }
}

function withoutReferences(
  { imagePullSecrets = [], ...account }: V1ServiceAccount,
  names: readonly string[],
): V1ServiceAccount {
  const others = imagePullSecrets.filter(
    ({ name = "" }) => !names.includes(name),
  );
  return others.length === 0
    ? account
    : { ...account, imagePullSecrets: others };
}

function isManaged({ metadata }: V1ServiceAccount): boolean {
  return (metadata?.managedFields ?? []).some(
    ({ manager }) => manager === fieldManager,
  );
}

/** Whoever applies the account is to have no conflict with us. An empty list of managers changes nothing, one empty
 *  manager stands for none (Kubernetes, server-side apply). */
function unmanaged(account: V1ServiceAccount): V1ServiceAccount {
  const { metadata } = account;
  const others = (metadata?.managedFields ?? []).filter(
    ({ manager }) => manager !== fieldManager,
  );
  return {
    ...account,
    metadata: {
      ...metadata,
      managedFields: others.length === 0 ? [{}] : others,
    },
  };
}
