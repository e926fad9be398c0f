import { AsyncLocalStorage } from "node:async_hooks";
import type { Manifest } from "../../manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../../manifests/pull-secrets.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";
import type { WorkloadName } from "../../cluster/live-workload.js";

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

/** Empty until something is found to be missing. */
interface Running {
  install: SystemInstall | null;
}

const installs = new AsyncLocalStorage<Running>();

/** Runs `work`, which installs what it finds missing. */
export async function installing<T>(work: () => Promise<T>): Promise<T> {
  return await installs.run({ install: null }, work);
}

/** Tells the install that runs, if one does, what it has to know; asks for it once. */
export async function tellInstall(
  find: () => Promise<SystemInstall>,
): Promise<void> {
  const running = installs.getStore();
  if (running) running.install ??= await find();
}

export function keyOf({ kind, name }: WorkloadName): string {
  return `${kind}/${name}`;
}

/** All pull secrets of a workload, each once. Null where Garden installs nothing: it looks, or takes away. */
export function systemPullSecrets(
  workload: WorkloadName,
): PullSecretReference[] | null {
  const install = installs.getStore()?.install;
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
