import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { named } from "./recording-cluster.js";

/** Whose lists there are. An absent one is no list at all. */
export interface Lists {
  readonly own: readonly string[] | undefined;
  readonly account: readonly string[] | undefined;
  readonly provider: readonly string[];
}

/** The provider's Secrets in the tests' projects. */
export const projectSecrets = ["dockerhub", "shop-registry"];

/** A Deploy. */
export const action = {
  kind: "Deploy",
  mode: () => "default",
  versionString: () => "v-1",
  getSpec: () => ({}),
};

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

/** The pod specs anywhere in what a function of Garden's returns. */
export function podSpecsIn(value: unknown): V1PodSpec[] {
  if (typeof value !== "object" || value === null) return [];
  if ("containers" in value) return [value as V1PodSpec];
  return Object.values(value).flatMap(podSpecsIn);
}
