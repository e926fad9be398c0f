import { AsyncLocalStorage } from "node:async_hooks";
import type { Manifest } from "../manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../manifests/pull-secrets.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import type { WorkloadName } from "./live-workload.js";

/** What a workload of the system namespace lists before the provider's pull secrets are added. */
export interface ListBefore {
  readonly references: readonly PullSecretReference[];
  /** Nothing can be added: the template of a Job that is there can't be changed. */
  readonly fixed: boolean;
}

/** What is known while Garden installs into the system namespace. The functions that make its manifests are synchronous
 *  and are told neither the provider nor what is there already: they find it here. */
export interface SystemInstall {
  /** The provider's pull secrets. */
  readonly references: readonly PullSecretReference[];
  /** By `keyOf`. */
  readonly before: ReadonlyMap<string, ListBefore>;
}

const installs = new AsyncLocalStorage<SystemInstall>();

/** Runs `work`, whose manifests get the pull secrets of `install`. */
export async function installing<T>(
  install: SystemInstall,
  work: () => Promise<T>,
): Promise<T> {
  return await installs.run(install, work);
}

export function keyOf({ kind, name }: WorkloadName): string {
  return `${kind}/${name}`;
}

/** All pull secrets of a workload, each once. Null where Garden only looks at what it would install, or takes it away. */
export function systemPullSecrets(
  workload: WorkloadName,
): PullSecretReference[] | null {
  const install = installs.getStore();
  if (!install) return null;
  const before = install.before.get(keyOf(workload));
  const names = new Set(
    [
      ...(before?.references ?? []),
      ...(before?.fixed ? [] : install.references),
    ].map(({ name }) => name),
  );
  return [...names].map((name) => ({ name }));
}

/** The manifest with the pull secrets of its workload. */
export function withSystemPullSecrets<T extends Manifest>(manifest: T): T {
  const references = systemPullSecrets({
    kind: manifest.kind ?? "",
    name: manifest.metadata?.name ?? "",
  });
  return references
    ? withPullSecretsInManifest(manifest, references)
    : manifest;
}
