import type { V1Container, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import type { Manifest } from "../../manifests/pod-specs.js";
import { splitDomain, splitReference } from "../../registry/image-reference.js";
import { podSpecsOf } from "../../manifests/pod-specs.js";

/** Whether a pod belongs to one of these workloads *as it is described*: one of an earlier revision, with other images or
 *  other pull secrets, does not. One that is being deleted doesn't either, nor one that only has the same labels.
 *  `namespace` is that of manifests that name none. */
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

/** Admission may add containers and pull secrets (a template without a list gets its ServiceAccount's), and may let
 *  images come from a mirror or by their digests. */
function isOf(template: V1PodSpec, { spec }: V1Pod): boolean {
  const secrets = new Set(spec?.imagePullSecrets?.map(({ name }) => name));
  const containers = containersOf(spec);
  return (
    (template.imagePullSecrets ?? []).every(({ name }) => secrets.has(name)) &&
    containersOf(template).every(({ name, image = "" }) =>
      containers.some(
        (own) => own.name === name && isSameImage(image, own.image ?? ""),
      ),
    )
  );
}

function containersOf(spec: V1PodSpec | undefined): V1Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function isSameImage(described: string, found: string): boolean {
  const [a, b] = [partsOf(described), partsOf(found)];
  return (
    (b.path === a.path || b.path.endsWith(`/${a.path}`)) &&
    (a.tag === b.tag ||
      (a.tag === "" && a.digest !== "") ||
      (b.tag === "" && b.digest !== "")) &&
    (a.digest === b.digest || a.digest === "" || b.digest === "")
  );
}

/** Without the registry. */
function partsOf(image: string): { path: string; tag: string; digest: string } {
  const { remainder } = splitDomain(image);
  const { name, tag = "", digest = "" } = splitReference(remainder);
  return { path: name.replace(/^library\//, ""), tag, digest };
}
