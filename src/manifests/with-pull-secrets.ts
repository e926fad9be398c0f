import type { PullSecretReference } from "../resolver/pull-secrets.js";
import type { Manifest, PodSpec } from "./objects.js";
import { mapPodSpecs } from "./pod-specs.js";
import { isRecord } from "../config/is-record.js";

/** The pod spec with `references` after its own, one per name. What the pod already lists comes first and is cleaned:
 *  a reference may hold nothing but a name (the API server refuses other fields) and the list is a map by name.
 *  Returns `podSpec` itself if nothing is missing and nothing was to be cleaned. The input stays untouched.
 *  Source: LocalObjectReference and PodSpec.imagePullSecrets (patchMergeKey `name`) in the Kubernetes API reference. */
export function withPullSecrets<T extends PodSpec>(
  podSpec: T,
  references: readonly PullSecretReference[],
): T {
  const own: unknown = podSpec.imagePullSecrets;
  const ownList: readonly unknown[] = Array.isArray(own) ? own : [];
  const names = namesOf([...ownList, ...references]);
  if (isSameList(ownList, names)) return podSpec;
  return { ...podSpec, imagePullSecrets: names.map((name) => ({ name })) };
}

/** The manifest with `references` in each of its PodSpecs, as `withPullSecrets` adds them.
 *  Returns `manifest` itself if none was missing, or if it is of a kind that holds no PodSpec. */
export function withPullSecretsInManifest<T extends Manifest>(
  manifest: T,
  references: readonly PullSecretReference[],
): T {
  return mapPodSpecs(manifest, (podSpec) =>
    withPullSecrets(podSpec, references),
  );
}

/** The references in the list of a pod or a ServiceAccount, as `withPullSecrets` cleans them. */
export function listedReferences({
  imagePullSecrets: list,
}: {
  readonly imagePullSecrets?: unknown;
}): PullSecretReference[] {
  return namesOf(Array.isArray(list) ? list : []).map((name) => ({ name }));
}

/** Whether one of `references` is not in the pod spec's list. */
export function lacksPullSecrets(
  { imagePullSecrets = [] }: PodSpec,
  references: readonly PullSecretReference[],
): boolean {
  return references.some(
    ({ name }) => !imagePullSecrets.some((own) => own.name === name),
  );
}

/** The names in the list, each once, in order. */
function namesOf(list: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const entry of list) {
    const name = isRecord(entry) ? entry["name"] : undefined;
    if (typeof name === "string" && name !== "") names.add(name);
  }
  return [...names];
}

/** Whether the list is made of references with these names, and nothing else. */
function isSameList(
  list: readonly unknown[],
  names: readonly string[],
): boolean {
  return (
    list.length === names.length &&
    names.every((name, index) => {
      const entry = list[index];
      return (
        isRecord(entry) &&
        entry["name"] === name &&
        Object.keys(entry).length === 1
      );
    })
  );
}
