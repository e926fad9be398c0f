import type { V1Pod, V1PodSpec } from "@kubernetes/client-node";
import type { Manifest } from "../manifests/pod-specs.js";
import { podSpecsOf } from "../manifests/pod-specs.js";

/** Whether a pod belongs to one of these workloads *as it is described*: a pod of an earlier revision, which the
 *  controller is about to replace, has other images or other pull secrets, and does not. One that is being deleted
 *  doesn't either, nor one that only has the same labels. `namespace` is that of manifests that name none. */
export function belongsTo(
  manifests: readonly Manifest[],
  namespace: string,
): (pod: V1Pod) => boolean {
  return (pod) =>
    pod.metadata?.deletionTimestamp === undefined &&
    manifests.some(
      (manifest) =>
        (manifest.metadata?.namespace ?? namespace) ===
          pod.metadata?.namespace &&
        isMadeFor(manifest, pod) &&
        podSpecsOf(manifest).some((spec) => isOf(spec, pod)),
    );
}

/** Controllers own their pods by name; the ReplicaSets of a Deployment are named `<deployment>-<hash>`. */
function isMadeFor({ kind, metadata }: Manifest, pod: V1Pod): boolean {
  const name = metadata?.name ?? "";
  if (kind === "Pod") return name === pod.metadata?.name;
  const owner = pod.metadata?.ownerReferences?.find(
    ({ controller }) => controller === true,
  );
  if (owner === undefined) return false;
  if (kind !== "Deployment") return owner.kind === kind && owner.name === name;
  const hash = owner.name.slice(name.length + 1);
  return (
    owner.kind === "ReplicaSet" &&
    owner.name === `${name}-${hash}` &&
    /^[a-z0-9]+$/.test(hash)
  );
}

/** Admission may add containers and pull secrets: a template without a list gets its ServiceAccount's. */
function isOf(template: V1PodSpec, { spec }: V1Pod): boolean {
  const images = (podSpec: V1PodSpec | undefined) =>
    [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])].map(
      ({ name, image }) => `${name}=${image ?? ""}`,
    );
  const secrets = (podSpec: V1PodSpec | undefined) =>
    (podSpec?.imagePullSecrets ?? []).map(({ name }) => name ?? "");
  const has = new Set([...images(spec), ...secrets(spec)]);
  return [...images(template), ...secrets(template)].every((each) =>
    has.has(each),
  );
}
