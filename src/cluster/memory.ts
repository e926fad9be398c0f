import type { V1Secret, V1ServiceAccount } from "@kubernetes/client-node";
import type { ReadSecret } from "../diagnose/listed-secrets.js";
import type { Account } from "../manifests/pod-accounts.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import { scopeOf, type Asker } from "./asker.js";
import { createProgress } from "./track-work.js";
import { createSharedPromises } from "./shared-promises.js";
import type { Watch } from "./watch.js";

/** Everything that this process remembers of its clusters. Each kind of thing has a function of its own. An answer
 *  is kept for one command and one API server, until nobody has wanted it for 30 s, and for 5 minutes at most. */

/** A Secret or a ServiceAccount. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

const promises = createSharedPromises();

/** A Secret where the provider config has it from; null where it is not there. Of pull-secret-copies.ts. */
export function rememberSource(
  asker: Asker,
  { namespace, name }: Place,
  read: () => Promise<V1Secret | null>,
): Promise<V1Secret | null> {
  return promises.once(["source", ...scopeOf(asker), namespace, name], read);
}

/** That the copies of these Secrets are in a namespace. Of pull-secret-copies.ts. */
export function rememberCopies(
  asker: Asker,
  namespace: string,
  sources: readonly Place[],
  copy: () => Promise<void>,
): Promise<void> {
  const key = sources.map((source) => `${source.namespace}/${source.name}`);
  return promises.once(["copies", ...scopeOf(asker), namespace, ...key], copy);
}

/** A ServiceAccount; an empty one where it is not there, or can't be read. Of account-pull-secrets.ts. */
export function rememberAccount(
  asker: Asker,
  { namespace, name }: Place,
  read: () => Promise<V1ServiceAccount>,
): Promise<V1ServiceAccount> {
  return promises.once(["account", ...scopeOf(asker), namespace, name], read);
}

/** That a ServiceAccount lists these references. Of account-references.ts. */
export function rememberAdded(
  asker: Asker,
  { namespace, name }: Account,
  references: readonly PullSecretReference[],
  add: () => Promise<void>,
): Promise<void> {
  const names = references.map((reference) => reference.name);
  const key = ["added", ...scopeOf(asker), namespace, name, ...names];
  return promises.once(key, add);
}

/** A Secret that a pod lists, which could not pull with it. Of read-listed.ts. */
export function rememberListed(
  asker: Asker,
  { namespace, name }: Place,
  read: () => Promise<ReadSecret>,
): Promise<ReadSecret> {
  return promises.once(["listed", ...scopeOf(asker), namespace, name], read);
}

/** That a warning was given. Of pull-secret-copies.ts. */
export function rememberWarned(
  asker: Asker,
  line: string,
  warn: () => void,
): void {
  void promises.once(["warned", ...scopeOf(asker), line], () => {
    warn();
    return Promise.resolve();
  });
}

/** Has everything asked again. For patches/plugin.ts, where an environment is cleaned up. */
export function forgetCluster(): void {
  promises.forget();
}

/** Watches that are open, or that failed: those of one command only, but for watches that are still followed. Of
 *  namespace-watch.ts. */
export const watches = new Set<Watch>();

/** How many copies are under way in all. Of pull-secret-copies.ts. */
export const copyProgress = createProgress();
