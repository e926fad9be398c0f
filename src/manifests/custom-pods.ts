import type { Manifest, PodSpec } from "./objects.js";
import { isCustomResource } from "./pod-accounts.js";
import { groupOf, podSpecsOf } from "./pod-specs.js";
import { isRecord, type Fields } from "../config/is-record.js";

/** The PodSpecs of a manifest (see `podSpecsOf`), and those that a custom resource holds, known by their shape: Rollout,
 *  ScaledJob and Knative's Service have a pod template somewhere. What their controllers make of it is theirs to say. */
export function podSpecsIn(manifest: Manifest): PodSpec[] {
  return isCustomResource(manifest)
    ? shapedLikePods(manifest)
    : [...podSpecsOf(manifest), ...itemsOf(manifest).flatMap(customOnly)];
}

/** Whether a controller may make pods of it that can't be seen in it. */
export function mayHidePods(manifest: Manifest): boolean {
  return (
    (isCustomResource(manifest) && shapedLikePods(manifest).length === 0) ||
    itemsOf(manifest).some(mayHidePods)
  );
}

/** `Deployment`; of a custom resource with its group, as kubectl takes it: `Service.serving.knative.dev`. */
export function kindOf(manifest: Manifest): string {
  const { apiVersion = "", kind = "?" } = manifest;
  return isCustomResource(manifest) ? `${kind}.${groupOf(apiVersion)}` : kind;
}

function customOnly(item: Manifest): PodSpec[] {
  return isCustomResource(item) ? shapedLikePods(item) : [];
}

function itemsOf(manifest: Manifest): Manifest[] {
  const { apiVersion, kind, items } = manifest as Manifest & {
    items?: unknown;
  };
  if (apiVersion !== "v1" || kind !== "List" || !Array.isArray(items))
    return [];
  return (items as unknown[]).filter(isRecord);
}

function shapedLikePods(node: unknown): PodSpec[] {
  if (Array.isArray(node)) return node.flatMap(shapedLikePods);
  if (!isRecord(node)) return [];
  return isPodSpec(node) ? [node] : Object.values(node).flatMap(shapedLikePods);
}

/** Containers by the name that PodSpecs have for them, each of them with an image. */
function isPodSpec(node: Fields): node is Fields & PodSpec {
  const { containers } = node;
  return (
    Array.isArray(containers) &&
    containers.length > 0 &&
    containers.every(
      (container) =>
        isRecord(container) && typeof container["image"] === "string",
    )
  );
}
