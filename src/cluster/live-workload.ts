import type { Manifest } from "../manifests/pod-specs.js";
import { reasonOf, statusOf } from "./api-failure.js";
import { inTime } from "./in-time.js";
import type { GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";
import { logLine } from "../garden/log-line.js";

/** Which workload to look for. */
export interface WorkloadName {
  readonly kind: string;
  readonly name: string;
}

/** What tells workloads of one namespace apart. */
export function workloadKey({ kind, name }: WorkloadName): string {
  return `${kind}/${name}`;
}

const apiVersions: Readonly<Record<string, string>> = {
  Job: "batch/v1",
  Pod: "v1",
};

/** The workload as the API server has it; null where it isn't there. Where it can't be read, null with a warning: what
 *  Garden says of it stands. */
export async function readWorkload(
  api: KubeApi,
  namespace: string,
  { kind, name }: WorkloadName,
  log: GardenLog,
): Promise<Manifest | null> {
  const apiVersion = apiVersions[kind] ?? "apps/v1";
  const manifest = { apiVersion, kind, metadata: { name } };
  try {
    return await inTime(() => api.readBySpec({ namespace, manifest, log }));
  } catch (error) {
    if (statusOf(error) !== 404) {
      logLine(
        log,
        "warn",
        `garden-pull-secrets: Failed reading ${kind} '${name}' in namespace '${namespace}', so it is not known whether ` +
          `its pods have their pull secrets: ${reasonOf(error)}`,
      );
    }
    return null;
  }
}
