import type { V1Deployment, V1Pod, V1Secret } from "@kubernetes/client-node";
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

/** Waits until `look` finds what it looks for; fails with `what` after `seconds`. */
export async function eventually<T>(
  what: string,
  seconds: number,
  look: () => Promise<T | undefined | null | false>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end)
      throw new Error(`not within ${String(seconds)} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A Deployment once its rollout is over, so that only a new change would touch it. */
export async function settledDeployment(
  name: string,
  namespace: string,
): Promise<V1Deployment> {
  return await eventually(`Deployment ${name} is rolled out`, 60, async () => {
    const deployment = await readDeployment(name, namespace);
    const { replicas, updatedReplicas, readyReplicas } =
      deployment?.status ?? {};
    return replicas === updatedReplicas && replicas === readyReplicas
      ? deployment
      : null;
  });
}
