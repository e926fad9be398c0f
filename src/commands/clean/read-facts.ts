import type { V1Secret, V1ServiceAccount } from "@kubernetes/client-node";
import type { Manifest } from "../../manifests/pod-specs.js";
import { reasonOf } from "../../cluster/api-failure.js";
import { copyLabel, isCopy } from "../../secrets/marker.js";
import type { NamespaceFacts } from "./facts.js";
import { isListOurs } from "./own-references.js";
import type { CleanRequests } from "../../cluster/object-requests.js";

/** What can't be found out or done, and why. */
export class CleanError extends Error {
  override name = "CleanError";
}

/** The message of a CleanError; any other error is thrown on. */
export function problemIn(error: unknown): string {
  if (error instanceof CleanError) return error.message;
  throw error;
}

/** All kinds that make pods (Kubernetes API reference). */
const kinds = [
  { apiVersion: "v1", kind: "Pod", plural: "pods" },
  {
    apiVersion: "v1",
    kind: "ReplicationController",
    plural: "replicationcontrollers",
  },
  { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" },
  { apiVersion: "apps/v1", kind: "StatefulSet", plural: "statefulsets" },
  { apiVersion: "apps/v1", kind: "DaemonSet", plural: "daemonsets" },
  { apiVersion: "apps/v1", kind: "ReplicaSet", plural: "replicasets" },
  { apiVersion: "batch/v1", kind: "Job", plural: "jobs" },
  { apiVersion: "batch/v1", kind: "CronJob", plural: "cronjobs" },
] as const;

/** What a namespace holds. Pods and workloads are asked for only where the patch has written something. Throws CleanError
 *  where something can't be read: then nothing is known to be free. */
export async function readNamespace(
  requests: CleanRequests,
  namespace: string,
): Promise<NamespaceFacts> {
  const list = async <T>(
    apiVersion: string,
    plural: string,
    selector?: string,
  ): Promise<T[]> => {
    const path = namespacePath(apiVersion, namespace, plural);
    return (await inWords(`listing ${plural}`, namespace, () =>
      requests.list(path, selector),
    )) as T[];
  };
  const [secrets, accounts] = await Promise.all([
    list<V1Secret>("v1", "secrets", copyLabel),
    list<V1ServiceAccount>("v1", "serviceaccounts"),
  ]);
  const copies = secrets.map(({ metadata = {}, type }) => ({
    metadata,
    ...(type !== undefined && { type }),
  }));
  const found = { namespace, copies, accounts };
  if (!copies.some(isCopy) && !accounts.some(isListOurs))
    return { ...found, objects: [] };
  const objects = await Promise.all(
    kinds.map(async ({ apiVersion, kind, plural }) => {
      const items = await list<Manifest>(apiVersion, plural);
      return items.map((item) => ({ ...item, apiVersion, kind }));
    }),
  );
  return { ...found, objects: objects.flat() };
}

/** Where the API server has the objects of a kind. */
export function namespacePath(
  apiVersion: string,
  namespace: string,
  plural: string,
): string {
  const group = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
  return `${group}/namespaces/${namespace}/${plural}`;
}

/** `work`, whose failure names what was asked for, and where. */
export async function inWords<T>(
  doing: string,
  namespace: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CleanError(
      `Failed ${doing} in namespace '${namespace}': ${reasonOf(error)}`,
    );
  }
}
