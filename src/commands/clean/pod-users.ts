import type {
  V1Job,
  V1Pod,
  V1PodSpec,
  V1ReplicaSet,
} from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";

/** Objects whose pods list a Secret. */
export interface PodUser {
  /** What is at the top: a Deployment, where its pods and ReplicaSets list the Secret. */
  readonly root: Manifest;
  /** Those that list it, `root` or what it has made. */
  readonly listing: readonly Manifest[];
}

/** Who pulls with the Secret of this name, or will: pods that have not ended, and workloads that make pods. */
export function podUsers(
  objects: readonly Manifest[],
  name: string,
): PodUser[] {
  const byUid = new Map(objects.map((each) => [each.metadata?.uid, each]));
  const users = new Map<Manifest, Manifest[]>();
  for (const object of objects) {
    if (!hasPods(object) || !lists(object, name)) continue;
    const root = rootOf(object, byUid);
    users.set(root, [...(users.get(root) ?? []), object]);
  }
  return [...users].map(([root, listing]) => ({ root, listing }));
}

function lists(object: Manifest, name: string): boolean {
  return podSpecsOf(object).some(({ imagePullSecrets = [] }: V1PodSpec) =>
    imagePullSecrets.some((reference) => reference.name === name),
  );
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
