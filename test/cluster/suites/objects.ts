import type { V1Deployment, V1Pod, V1Secret } from "@kubernetes/client-node";
import { whenListed } from "../watch.js";
import { cluster } from "./shared-cluster.js";

/** An object as the API server has it, or null. */
export async function read<T>(
  kind: string,
  name: string,
  namespace: string,
): Promise<T | null> {
  const text = await cluster().kubectl(
    "get",
    kind,
    name,
    `--namespace=${namespace}`,
    "--output=json",
    "--ignore-not-found",
  );
  return text.trim() === "" ? null : (JSON.parse(text) as T);
}

export async function readDeployment(
  name: string,
  namespace: string,
): Promise<V1Deployment | null> {
  return await read<V1Deployment>("deployment", name, namespace);
}

export async function readSecret(
  name: string,
  namespace: string,
): Promise<V1Secret | null> {
  return await read<V1Secret>("secret", name, namespace);
}

export async function listPods(namespace: string): Promise<V1Pod[]> {
  const text = await cluster().kubectl(
    "get",
    "pods",
    `--namespace=${namespace}`,
    "--output=json",
  );
  return (JSON.parse(text) as { items: V1Pod[] }).items;
}

/** The names of the pull secrets of a workload's pods. */
export function pullSecretsOf(workload: V1Deployment | null): string[] {
  return (workload?.spec?.template.spec?.imagePullSecrets ?? []).map(
    ({ name }) => name ?? "",
  );
}

/** Waits until the pods of a namespace are as `find` looks for them. */
export async function whenPods<T>(
  namespace: string,
  find: (pods: readonly V1Pod[]) => T | null | undefined | false,
): Promise<T> {
  return await whenListed(
    cluster(),
    `/api/v1/namespaces/${namespace}/pods`,
    (pods) => find(pods as V1Pod[]),
  );
}

/** A Deployment once its rollout is over, so that only a new change would touch it. */
export async function settledDeployment(
  name: string,
  namespace: string,
): Promise<V1Deployment> {
  await cluster().kubectl(
    ...["rollout", "status", `deployment/${name}`],
    ...[`--namespace=${namespace}`, "--timeout=60s"],
  );
  const deployment = await readDeployment(name, namespace);
  if (deployment === null) throw new Error(`there is no Deployment ${name}`);
  return deployment;
}
