import type { V1PodSpec } from "@kubernetes/client-node";
import type { StoredObject } from "./api-server.js";
import type { Edit, ForeignSecret, Place, User } from "./sequences.js";

export const pullSecretType = "kubernetes.io/dockerconfigjson";
const legacyType = "kubernetes.io/dockercfg";

/** Of each password, so that none is found in what is said. */
export const passwordMark = "hunter2";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const entry = (word: string) => ({ auth: base64(`${word}:${passwordMark}`) });

/** A docker config as builders and other clients have it, too. The word tells one from another. */
export function dockerConfig(word: string): Record<string, string> {
  const config = {
    auths: {
      "https://index.docker.io/v1/": entry(word),
      "ghcr.io": entry(word),
    },
    AUTHS: { "quay.io": entry(word) },
    credHelpers: { "ecr.test": "ecr-login" },
    HttpHeaders: { "X-Meta": word },
  };
  return { ".dockerconfigjson": base64(JSON.stringify(config)) };
}

function legacyConfig(word: string): Record<string, string> {
  return { ".dockercfg": base64(JSON.stringify({ "ghcr.io": entry(word) })) };
}

export const marks = {
  label: "garden-pull-secrets/copy",
  namespace: "garden-pull-secrets/source-namespace",
  name: "garden-pull-secrets/source-name",
  uid: "garden-pull-secrets/source-uid",
  version: "garden-pull-secrets/source-resource-version",
  adopted: "garden-pull-secrets/adopted",
} as const;

/** A source, with labels that a copy is not to have. */
export function sourceSecret(
  { namespace, name }: Place,
  word: string,
  isPullSecret = true,
): StoredObject {
  return {
    metadata: { namespace, name, labels: { tracked: "yes" } },
    type: isPullSecret ? pullSecretType : "Opaque",
    data: isPullSecret ? dockerConfig(word) : { token: base64(word) },
  };
}

/** The source with another type. */
export function retyped(source: StoredObject, word: string): StoredObject {
  const { namespace = "", name = "", labels = {} } = source.metadata;
  return source.type === legacyType
    ? sourceSecret({ namespace, name }, word)
    : {
        metadata: { namespace, name, labels },
        type: legacyType,
        data: legacyConfig(word),
      };
}

/** A Secret of somebody else's, in the place of a copy of the project `a`. */
export function foreignSecret(
  { namespace, name }: Place,
  what: ForeignSecret,
  sourceNamespace: string,
): StoredObject {
  const marker = {
    [marks.namespace]: sourceNamespace,
    [marks.name]: name,
    [marks.uid]: "u",
    [marks.version]: "1",
  };
  const labels = { own: "yes", tracked: "yes" };
  const marked = { ...labels, [marks.label]: "true" };
  const plain = { namespace, name, labels, annotations: { note: "own" } };
  const other = { type: pullSecretType, data: dockerConfig("own") };
  const opaque = { type: "Opaque", data: { token: base64("own") } };
  const withMarker = (changes: Record<string, string>) => ({
    namespace,
    name,
    labels: marked,
    annotations: { ...marker, ...changes },
  });
  switch (what) {
    case "opaque":
      return { metadata: plain, ...opaque };
    case "same":
      return { metadata: plain, ...other, data: dockerConfig("first") };
    case "other":
      return { metadata: plain, ...other };
    case "immutable":
      return { metadata: plain, ...other, immutable: true };
    case "legacy":
      return { metadata: plain, type: legacyType, data: legacyConfig("own") };
    case "labelled":
      return { metadata: { ...plain, labels: marked }, ...other };
    case "labelled-opaque":
      return { metadata: { ...plain, labels: marked }, ...opaque };
    case "marked-opaque":
      return { metadata: withMarker({}), ...opaque };
    case "marked-renamed":
      return { metadata: withMarker({ [marks.name]: "renamed" }), ...other };
    case "marked-here":
      return {
        metadata: withMarker({ [marks.namespace]: namespace }),
        ...other,
      };
  }
}

/** What somebody else makes of a Secret; null: deletes it. */
export function edited(
  secret: StoredObject,
  what: Exclude<Edit["what"], "create" | "type">,
  word: string,
): StoredObject | null {
  const { metadata } = secret;
  switch (what) {
    case "data":
      return secret.type === pullSecretType
        ? { ...secret, data: dockerConfig(word) }
        : { ...secret, data: { ...secret.data, [word]: base64(word) } };
    case "freeze":
      return { ...secret, immutable: true };
    case "delete":
      return null;
    case "labels": {
      const labels = { ...metadata.labels, [word]: "yes" };
      return { ...secret, metadata: { ...metadata, labels } };
    }
    case "strip":
      return { ...secret, metadata: { ...metadata, annotations: {} } };
  }
}

const main = { name: "main", image: "busybox" };
const volume = (content: object) => ({ volumes: [{ name: "v", ...content }] });

function podSpecOf({ secret, way }: User & { by: "workload" }): V1PodSpec {
  const secretKeyRef = { name: secret, key: "key", optional: true };
  const env = [{ name: "CONFIG", valueFrom: { secretKeyRef } }];
  const envFrom = [{ secretRef: { name: secret, optional: true } }];
  const ways: Record<typeof way, Partial<V1PodSpec>> = {
    pull: { imagePullSecrets: [{ name: secret }] },
    volume: volume({ secret: { secretName: secret } }),
    projected: volume({
      projected: { sources: [{ secret: { name: secret } }] },
    }),
    env: { containers: [{ ...main, env }] },
    envFrom: { containers: [{ ...main, envFrom }] },
    init: { initContainers: [{ ...main, name: "init", env }] },
    csi: volume({
      csi: { driver: "d.test", nodePublishSecretRef: { name: secret } },
    }),
  };
  // No scheduler knows them: on a real cluster, no node is to run them.
  return { containers: [main], schedulerName: "nobody", ...ways[way] };
}

/** Where the API server has what a user stands for, and the object; `list` is what an account lists of ours besides. */
export function userObject(
  user: User,
  name: string,
): { path: string; object: object } {
  const { namespace, secret } = user;
  const metadata = { namespace, name };
  const inCore = `/api/v1/namespaces/${namespace}`;
  if (user.by !== "workload")
    return {
      path: `${inCore}/serviceaccounts`,
      object: {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata,
        imagePullSecrets: [{ name: secret }, { name: "theirs" }],
      },
    };
  const spec = podSpecOf(user);
  const labels = { app: name };
  const selector = { matchLabels: labels };
  const template = (more: object = {}) => ({
    metadata: { labels },
    spec: { ...spec, ...more },
  });
  const job = {
    suspend: true,
    template: template({ restartPolicy: "Never" }),
  };
  const inGroup = (group: string, plural: string, more: object) => ({
    path: `/apis/${group}/namespaces/${namespace}/${plural}`,
    object: { apiVersion: group, kind: user.kind, metadata, spec: more },
  });
  const replicated = { replicas: 0, selector, template: template() };
  switch (user.kind) {
    case "Pod":
      return {
        path: `${inCore}/pods`,
        object: { apiVersion: "v1", kind: "Pod", metadata, spec },
      };
    case "ReplicationController":
      return {
        path: `${inCore}/replicationcontrollers`,
        object: {
          apiVersion: "v1",
          kind: "ReplicationController",
          metadata,
          spec: { replicas: 1, selector: labels, template: template() },
        },
      };
    case "ReplicaSet":
      return inGroup("apps/v1", "replicasets", { ...replicated, replicas: 1 });
    case "Deployment":
      return inGroup("apps/v1", "deployments", replicated);
    case "StatefulSet":
      return inGroup("apps/v1", "statefulsets", {
        ...replicated,
        serviceName: name,
      });
    case "DaemonSet":
      return inGroup("apps/v1", "daemonsets", {
        selector,
        template: template({ nodeSelector: { none: "such" } }),
      });
    case "Job":
      return inGroup("batch/v1", "jobs", job);
    case "CronJob":
      return inGroup("batch/v1", "cronjobs", {
        schedule: "0 0 1 1 *",
        suspend: true,
        jobTemplate: { spec: job },
      });
  }
}

/** A custom resource that names the Secret. */
export function customResource({ namespace, secret }: User, name: string) {
  return {
    apiVersion: "example.com/v1",
    kind: "Runner",
    metadata: { name, namespace },
    spec: { runner: { pod: { imagePullSecrets: [{ name: secret }] } } },
  };
}
