import type { V1Pod, V1PodSpec } from "@kubernetes/client-node";
import type { Manifest } from "../manifests/pod-specs.js";
import { podSpecsOf } from "../manifests/pod-specs.js";

/** A manifest, as far as it tells which pods are its own. */
interface Workload extends Manifest {
  readonly spec?: {
    readonly selector?: unknown;
    readonly template?: {
      readonly metadata?: { readonly labels?: Labels };
    };
  };
}
type Labels = Readonly<Record<string, string>>;

/** Whether a pod belongs to one of these workloads *as it is described*: a pod of an earlier revision, which the
 *  controller is about to replace, has other images or other pull secrets, and does not. One that is being deleted
 *  doesn't either. `namespace` is that of manifests that name none. */
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
        isSelected(manifest, pod) &&
        podSpecsOf(manifest).some((spec) => isOf(spec, pod)),
    );
}

function isSelected(workload: Workload, { metadata }: V1Pod): boolean {
  const { kind, spec } = workload;
  if (kind === "Pod") return workload.metadata?.name === metadata?.name;
  const labels = metadata?.labels ?? {};
  if (kind === "Job") return labels["job-name"] === workload.metadata?.name;
  const selector =
    (spec?.selector as { matchLabels?: Labels } | undefined)?.matchLabels ??
    spec?.template?.metadata?.labels ??
    {};
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
  );
}

/** A template without a list gets its ServiceAccount's. */
function isOf(template: V1PodSpec, { spec }: V1Pod): boolean {
  const images = (podSpec: V1PodSpec | undefined) =>
    [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])].map(
      ({ name, image }) => `${name}=${image ?? ""}`,
    );
  const secrets = (podSpec: V1PodSpec | undefined) =>
    (podSpec?.imagePullSecrets ?? []).map(({ name }) => name ?? "");
  const has = new Set(images(spec));
  return (
    images(template).every((image) => has.has(image)) &&
    (secrets(template).length === 0 ||
      secrets(template).join() === secrets(spec).join())
  );
}
