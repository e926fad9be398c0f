import type { KubernetesObject, V1Pod } from "@kubernetes/client-node";
import omit from "lodash/omit.js";
import { cluster } from "./shared-cluster.js";

/** What a project may have changed in a namespace. */
const kinds = [
  ...["secrets", "serviceaccounts", "configmaps", "services"],
  ...["deployments", "statefulsets", "daemonsets", "jobs", "cronjobs"],
];

/** Helm keeps each of its upgrades as a Secret of its own. */
const releaseType = "helm.sh/release.v1";

/** The objects of namespaces, by kind and name, without what only tells when, or how often, they were written. */
export async function clusterState(
  namespaces: readonly string[],
): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  for (const namespace of namespaces) {
    for (const object of await list(kinds.join(), namespace)) {
      if ((object as { type?: string }).type === releaseType) continue;
      const name = `${object.kind ?? ""} ${namespace}/${object.metadata?.name ?? ""}`;
      state[name] = normalized(object);
    }
    const pods = (await list("pods", namespace)) as V1Pod[];
    state[`pods ${namespace}`] = pods
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .map(({ metadata, spec }) => ({
        app: metadata?.labels?.["app"],
        imagePullSecrets: spec?.imagePullSecrets,
      }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  return state;
}

async function list(
  what: string,
  namespace: string,
): Promise<KubernetesObject[]> {
  const text = await cluster().kubectl(
    ...["get", what, `--namespace=${namespace}`],
    ...["--output=json", "--show-managed-fields"],
  );
  return (JSON.parse(text) as { items: KubernetesObject[] }).items;
}

/** Each tells when, or how often, an object was written. */
const accidents = [
  ...["status", "metadata.uid", "metadata.resourceVersion"],
  ...["metadata.creationTimestamp", "metadata.generation"],
  "metadata.managedFields",
  // How often Kubernetes has seen the template change.
  "metadata.annotations['deployment.kubernetes.io/revision']",
];

function normalized(object: KubernetesObject): object {
  const managers = (object.metadata?.managedFields ?? [])
    .map((entry) => JSON.stringify(omit(entry, "time")))
    .sort();
  return {
    ...omit(object, accidents),
    managers,
  };
}
