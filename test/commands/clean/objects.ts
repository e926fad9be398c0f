import type {
  V1Job,
  V1ObjectMeta,
  V1Pod,
  V1ServiceAccount,
} from "@kubernetes/client-node";
import type {
  CleanFacts,
  DeployFact,
  LabelledSecret,
  NamespaceFacts,
} from "../../../src/commands/clean/facts.js";
import type { Manifest } from "../../../src/manifests/pod-specs.js";

const namespace = "shop";

const references = (names: readonly string[]) =>
  names.map((name) => ({ name }));

function metadataOf(name: string, more: V1ObjectMeta = {}): V1ObjectMeta {
  return { name, namespace, uid: `u-${name}`, resourceVersion: "1", ...more };
}

/** A copy that we made. */
export function copy(name: string, more = {}): LabelledSecret {
  const labels = { "garden-pull-secrets/copy": "true" };
  const annotations = {
    "garden-pull-secrets/source-namespace": "creds",
    "garden-pull-secrets/source-name": name,
    "garden-pull-secrets/source-uid": `u-source-${name}`,
    "garden-pull-secrets/source-resource-version": "7",
    ...more,
  };
  return {
    metadata: metadataOf(name, { labels, annotations }),
    type: "kubernetes.io/dockerconfigjson",
  };
}

export function adoptedCopy(name: string): LabelledSecret {
  return copy(name, { "garden-pull-secrets/adopted": "true" });
}

/** An account whose list was written by a field manager. */
export function account(
  name: string,
  names: readonly string[],
  manager?: string,
): V1ServiceAccount {
  const fieldsV1 = { "f:imagePullSecrets": {} };
  return {
    metadata: metadataOf(name, {
      ...(manager !== undefined && { managedFields: [{ manager, fieldsV1 }] }),
    }),
    imagePullSecrets: references(names),
  };
}

export const ourManager = "garden-pull-secrets";

/** A kind that has a template, with pull secrets in it; replicas where it counts them. */
export function workload(
  kind: string,
  name: string,
  names: readonly string[],
  { replicas, ...metadata }: V1ObjectMeta & { replicas?: number } = {},
): Manifest {
  const apiVersions: Record<string, string> = {
    Job: "batch/v1",
    CronJob: "batch/v1",
    ReplicationController: "v1",
  };
  const template = {
    spec: { containers: [], imagePullSecrets: references(names) },
  };
  return {
    apiVersion: apiVersions[kind] ?? "apps/v1",
    kind,
    metadata: metadataOf(name, metadata),
    spec: {
      ...(kind === "CronJob"
        ? { jobTemplate: { spec: { template } } }
        : { template }),
      ...(replicas !== undefined && { replicas }),
    },
  } as Manifest;
}

/** A Deployment whose pod spec has this. */
export function deploymentOf(
  name: string,
  podSpec: object,
  metadata: V1ObjectMeta = {},
): Manifest {
  const found = {
    ...workload("Deployment", name, [], metadata),
    spec: { template: { spec: { containers: [], ...podSpec } } },
  };
  return found;
}

export function job(
  name: string,
  names: readonly string[],
  condition: string,
): Manifest {
  const conditions = [{ type: condition, status: "True" }];
  const found: V1Job = { ...workload("Job", name, names) };
  return { ...found, status: { conditions } } as Manifest;
}

export function pod(
  name: string,
  names: readonly string[],
  phase = "Running",
  metadata: V1ObjectMeta = {},
): Manifest {
  const found: V1Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadataOf(name, metadata),
    spec: { containers: [], imagePullSecrets: references(names) },
    status: { phase },
  };
  return found;
}

export function ownedBy(kind: string, name: string): V1ObjectMeta {
  const owner = { apiVersion: "apps/v1", kind, name, uid: `u-${name}` };
  return { ownerReferences: [{ ...owner, controller: true }] };
}

export function deploy(
  name: string,
  withReferences = false,
  release: string | null = null,
): DeployFact {
  return {
    name,
    release,
    withReferences,
    namespace,
    namespaces: [namespace],
    resources: [],
  };
}

/** A project whose provider names `hub`, with all of this in one namespace. */
export function facts(
  found: Partial<NamespaceFacts>,
  deploys: readonly DeployFact[] = [],
): CleanFacts {
  return {
    provider: "local-kubernetes",
    systemNamespace: "garden-system",
    sources: [{ name: "hub", namespace: "creds" }],
    copySecrets: [],
    deploys,
    namespaces: [
      { namespace, copies: [], accounts: [], objects: [], ...found },
    ],
  };
}
