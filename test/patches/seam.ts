import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { named, type RecordingCluster } from "./recording-cluster.js";

/** Whose lists there are. An absent one is no list at all. */
export interface Lists {
  readonly own: readonly string[] | undefined;
  readonly account: readonly string[] | undefined;
  readonly provider: readonly string[];
}

export interface Seam {
  readonly title: string;
  /** Whether the ServiceAccount's list counts where the pod has none: Garden gave it none either. */
  readonly account: boolean;
  /** Whether the seam itself sees to the Secrets; the others' callers do. */
  readonly copies: boolean;
  /** The pod's list in the end. */
  readonly run: (lists: Lists, cluster: RecordingCluster) => Promise<unknown>;
}

export function podSpec(
  own: readonly string[] | undefined,
  image = "x",
): V1PodSpec {
  return {
    ...(own && { imagePullSecrets: named(own) }),
    initContainers: [{ name: "garden-dev-init" }],
    containers: [{ name: "main", image }],
  };
}

export function deployment(
  own: readonly string[] | undefined,
  name = "app",
  image = "x",
): Manifest {
  const manifest = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { template: { spec: podSpec(own, image) } },
  };
  return manifest;
}

export function pod(own: readonly string[] | undefined): Manifest {
  const manifest = { apiVersion: "v1", kind: "Pod", spec: podSpec(own) };
  return manifest;
}

export function listOf(manifest: Manifest | undefined): unknown {
  return manifest && podSpecsOf(manifest)[0]?.imagePullSecrets;
}
