import type { V1Pod } from "@kubernetes/client-node";
import type { Manifest, ObjectMeta } from "../../manifests/objects.js";
import { failedPulls, isReportedByEvents } from "./failed-pulls.js";
import { belongsTo } from "./workload-pods.js";

/** A workload as the API server has it. */
export interface LiveWorkload extends Manifest {
  metadata?: ObjectMeta & { generation?: number };
  status?: { observedGeneration?: number; updatedReplicas?: number };
}

/** The pods of some workloads, as long as their controllers may still replace those of an earlier revision. */
export interface CurrentPods {
  /** Those that count, of the pods that there are now. */
  among(pods: readonly V1Pod[]): V1Pod[];
  /** Takes a workload as it is now. Returns whether more pods may count. */
  learn(workload: LiveWorkload): boolean;
}

/** A pod of an earlier revision may have the same images and pull secrets, and hang until the new ones are ready. So one
 *  that waits for its image already when it is first seen counts only once the controller has taken up what is described.
 *  Of StatefulSets and DaemonSets, Garden looks at the pods of all revisions (`getWorkloadPods` in
 *  plugins/kubernetes/util.ts), and such a pod may keep the others from being replaced. */
export function currentPods(
  manifests: readonly Manifest[],
  namespace: string,
): CurrentPods {
  const seen = new Set<string>();
  const doubtful = new Set<string>();
  const takenUp = new Set<Manifest>();
  const see = (pod: V1Pod): void => {
    if (!seen.has(idOf(pod)) && waitsForImage(pod)) doubtful.add(idOf(pod));
    seen.add(idOf(pod));
  };
  return {
    among(pods) {
      return manifests.flatMap((manifest) => {
        const own = pods.filter(belongsTo([manifest], namespace));
        own.forEach(see);
        const newest =
          manifest.kind === "Deployment" ? ofNewestReplicaSet(own) : own;
        return isReplacing(manifest) && !takenUp.has(manifest)
          ? newest.filter((pod) => !doubtful.has(idOf(pod)))
          : newest;
      });
    },
    learn(workload) {
      const found = manifests.find(
        ({ kind, metadata }) =>
          kind === workload.kind &&
          metadata?.name === workload.metadata?.name &&
          (metadata?.namespace ?? namespace) ===
            (workload.metadata?.namespace ?? namespace),
      );
      const isNews = !!found && !takenUp.has(found) && isTakenUp(workload);
      if (isNews) takenUp.add(found);
      return isNews;
    },
  };
}

function idOf({ metadata }: V1Pod): string {
  return metadata?.uid ?? metadata?.name ?? "";
}

function waitsForImage(pod: V1Pod): boolean {
  return failedPulls([pod]).length > 0 || isReportedByEvents(pod);
}

/** Whether its controller replaces pods when the template changes. */
function isReplacing({ kind }: Manifest): boolean {
  return (
    kind === "Deployment" || kind === "StatefulSet" || kind === "DaemonSet"
  );
}

/** Until a Deployment has pods of its template, those that are there are of an earlier one. */
function isTakenUp(workload: LiveWorkload): boolean {
  const { kind, status } = workload;
  return (
    isObserved(workload) &&
    (kind !== "Deployment" || (status?.updatedReplicas ?? 0) > 0)
  );
}

/** Whether all pods that are there may be of an earlier revision, as the controller has not seen the new one. */
export function isBehind(workload: LiveWorkload): boolean {
  return isReplacing(workload) && !isObserved(workload);
}

/** Whether its controller has seen its template. */
function isObserved({ metadata, status }: LiveWorkload): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
}

function ofNewestReplicaSet(pods: readonly V1Pod[]): V1Pod[] {
  const newest = Math.max(...pods.map(createdAt));
  const current = new Set(
    pods.filter((pod) => createdAt(pod) === newest).map(controllerOf),
  );
  return pods.filter((pod) => current.has(controllerOf(pod)));
}

/** In milliseconds. What a watch reports has a text there. */
function createdAt({ metadata }: V1Pod): number {
  return new Date(metadata?.creationTimestamp ?? 0).getTime();
}

function controllerOf({ metadata }: V1Pod): string | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller)?.name;
}
