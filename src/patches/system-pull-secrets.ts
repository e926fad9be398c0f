import { AsyncLocalStorage } from "node:async_hooks";
import { podSpecsOf, type Manifest } from "../manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../manifests/pull-secrets.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import type { WorkloadName } from "./live-workload.js";

/** What is known while Garden installs into the system namespace. The functions that make its manifests are synchronous
 *  and are told neither the provider nor what is there already: they find it here. */
export interface SystemInstall {
  readonly references: readonly PullSecretReference[];
  /** The workloads that are there already. Other projects may have given them pull secrets of theirs. */
  readonly live: readonly Manifest[];
  /** What the ServiceAccounts list, by workload, where Garden's manifests don't hold the account. */
  readonly accounts: ReadonlyMap<string, readonly PullSecretReference[]>;
}

const installs = new AsyncLocalStorage<SystemInstall>();

/** Runs `work`, whose manifests get the pull secrets of `install`. */
export async function installing<T>(
  install: SystemInstall,
  work: () => Promise<T>,
): Promise<T> {
  return await installs.run(install, work);
}

/** The key of a workload in `accounts`. */
export function keyOf({ kind, name }: WorkloadName): string {
  return `${kind}/${name}`;
}

/** The workload's pull secrets: those that it has in the cluster, its ServiceAccount's, the provider's. Null where Garden
 *  only looks at what it would install, or takes it away. */
export function systemPullSecrets(
  workload: WorkloadName,
): readonly PullSecretReference[] | null {
  const install = installs.getStore();
  if (!install) return null;
  const live = liveReferences(install, workload);
  // The template of a Job can't be changed.
  if (live && workload.kind === "Job") return live;
  return onePerName([
    ...(live ?? []),
    ...(install.accounts.get(keyOf(workload)) ?? []),
    ...install.references,
  ]);
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

function onePerName(
  references: readonly PullSecretReference[],
): PullSecretReference[] {
  const names = new Set(references.map(({ name }) => name));
  return [...names].map((name) => ({ name }));
}

function liveReferences(
  { live }: SystemInstall,
  { kind, name }: WorkloadName,
): PullSecretReference[] | null {
  const found = live.find(
    (workload) => workload.kind === kind && workload.metadata?.name === name,
  );
  if (!found) return null;
  return podSpecsOf(found)
    .flatMap(({ imagePullSecrets }) => imagePullSecrets ?? [])
    .flatMap(({ name: secret }) => (secret ? [{ name: secret }] : []));
}
