import type { PodSpec } from "./objects.js";

/** All that a node pulls for a pod, each once: its containers' images, those that are debugged with, and those that it has
 *  as volumes (Kubernetes, image volumes). */
export function imagesOf({
  initContainers = [],
  containers,
  ephemeralContainers = [],
  volumes = [],
}: PodSpec): string[] {
  const ofContainers = [
    ...initContainers,
    ...containers,
    ...ephemeralContainers,
  ].flatMap(({ image }) => image ?? []);
  const ofVolumes = volumes.flatMap(({ image }) => image?.reference ?? []);
  return [...new Set([...ofContainers, ...ofVolumes])];
}
