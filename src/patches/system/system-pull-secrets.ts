import type { Manifest } from "../../manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../../manifests/with-pull-secrets.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";
import { workloadKey, type WorkloadName } from "../../cluster/live-workload.js";
import { running, runWith, type SystemInstall } from "../running.js";

/** Runs `work`, which installs what it finds missing. The functions that make its manifests are synchronous and are given
 *  neither the provider nor what is there already: they ask `systemPullSecrets`. */
export async function installing<T>(work: () => Promise<T>): Promise<T> {
  return await runWith({ systemInstall: { found: null } }, work);
}

/** Runs `work`, which makes the manifests of an install of which all is known. */
export function withInstall<T>(found: SystemInstall, work: () => T): T {
  return runWith({ systemInstall: { found } }, work);
}

/** Finds out, once, what the install that runs has to know, if one does. */
export async function prepareInstall(
  find: () => Promise<SystemInstall>,
): Promise<void> {
  const { systemInstall } = running();
  if (systemInstall) systemInstall.found ??= await find();
}

/** All pull secrets of a workload, each once. Null where Garden installs nothing: it looks, or takes away. */
export function systemPullSecrets(
  workload: WorkloadName,
): PullSecretReference[] | null {
  const install = running().systemInstall?.found;
  if (!install) return null;
  const before = install.before.get(workloadKey(workload));
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
