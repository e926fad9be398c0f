import type { V1Job, V1Pod, V1ReplicaSet } from "@kubernetes/client-node";
import type { Manifest } from "../../manifests/pod-specs.js";
import { secretUsesOf } from "../../manifests/secret-uses.js";

/** Objects whose pods use a Secret. */
export interface PodUser {
  /** What is at the top: a Deployment, where its pods and ReplicaSets use the Secret. */
  readonly root: Manifest;
  /** Those that name it, `root` or what it has made. */
  readonly naming: readonly Manifest[];
}

/** Who uses the Secret of this name, or will: pods that have not ended, and workloads that make pods. */
export function podUsers(
  objects: readonly Manifest[],
  name: string,
): PodUser[] {
  const byUid = new Map(objects.map((each) => [each.metadata?.uid, each]));
  const users = new Map<Manifest, Manifest[]>();
  for (const object of objects) {
    if (!hasPods(object) || !names(object, name)) continue;
    const root = rootOf(object, byUid);
    users.set(root, [...(users.get(root) ?? []), object]);
  }
  return [...users].map(([root, naming]) => ({ root, naming }));
}

function names(object: Manifest, secret: string): boolean {
  return secretUsesOf(object).some(({ name }) => name === secret);
}

/** Whether an object has pods now, or makes some when it wants to. A Deployment keeps earlier revisions as ReplicaSets
 *  of none; a Job that is over makes none. */
function hasPods(object: Manifest): boolean {
  const { metadata } = object as V1Pod;
  if (metadata?.deletionTimestamp !== undefined) return false;
  switch (object.kind ?? "") {
    case "Pod":
      return !["Succeeded", "Failed"].includes(
        (object as V1Pod).status?.phase ?? "",
      );
    case "ReplicaSet":
    case "ReplicationController":
      return (object as V1ReplicaSet).spec?.replicas !== 0;
    case "Job":
      return !((object as V1Job).status?.conditions ?? []).some(
        ({ type, status }) =>
          ["Complete", "Failed"].includes(type) && status === "True",
      );
    default:
      return true;
  }
}

function rootOf(
  object: Manifest,
  byUid: ReadonlyMap<string | undefined, Manifest>,
): Manifest {
  const owner = object.metadata?.ownerReferences?.find(
    ({ controller }) => controller === true,
  );
  const found = owner && byUid.get(owner.uid);
  return found ? rootOf(found, byUid) : object;
}
