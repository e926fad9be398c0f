import type { V1ObjectMeta, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { belongsTo } from "../../src/patches/pulls/workload-pods.js";

const spec: V1PodSpec = {
  initContainers: [{ name: "prepare", image: "busybox:1" }],
  containers: [{ name: "main", image: "web:2" }],
};

const apiVersions: Readonly<Record<string, string>> = {
  Job: "batch/v1",
  Pod: "v1",
  ReplicationController: "v1",
};

function workload(
  kind: string,
  {
    template = spec,
    metadata = {},
  }: { template?: V1PodSpec; metadata?: V1ObjectMeta } = {},
): Manifest {
  return {
    apiVersion: apiVersions[kind] ?? "apps/v1",
    kind,
    metadata: { name: "web", ...metadata },
    spec: kind === "Pod" ? template : { template: { spec: template } },
  } as Manifest;
}

function pod(
  [ownerKind, ownerName]: readonly [string?, string?],
  metadata: V1ObjectMeta = {},
  podSpec: V1PodSpec = spec,
): V1Pod {
  return {
    metadata: {
      name: "web-1",
      namespace: "team",
      ...(ownerKind !== undefined && {
        ownerReferences: [
          {
            apiVersion: "apps/v1",
            kind: ownerKind,
            name: ownerName ?? "",
            uid: "1",
            controller: true,
          },
        ],
      }),
      ...metadata,
    },
    spec: podSpec,
  };
}

const replicaSet = ["ReplicaSet", "web-5d4c8b7f9"] as const;
const withSecrets = (...names: string[]): V1PodSpec => ({
  ...spec,
  imagePullSecrets: names.map((name) => ({ name })),
});

const cases: readonly {
  title: string;
  workload?: Manifest;
  pod: V1Pod;
  expected: boolean;
}[] = [
  { title: "of a Deployment", pod: pod(replicaSet), expected: true },
  {
    title: "of a Deployment whose name begins alike",
    pod: pod(["ReplicaSet", "web-api-5d4c8b7f9"]),
    expected: false,
  },
  {
    title: "of a ReplicaSet that only begins alike",
    pod: pod(["ReplicaSet", "website-5d4c8b7f9"]),
    expected: false,
  },
  {
    title: "of an earlier revision, with another image",
    pod: pod(
      replicaSet,
      {},
      { containers: [{ name: "main", image: "web:1" }] },
    ),
    expected: false,
  },
  {
    title: "of an earlier revision, without the pull secrets",
    workload: workload("Deployment", { template: withSecrets("hub") }),
    pod: pod(replicaSet),
    expected: false,
  },
  {
    title: "with the pull secrets of its ServiceAccount",
    pod: pod(replicaSet, {}, withSecrets("from-account")),
    expected: true,
  },
  {
    title: "with pull secrets and a sidecar that admission added",
    workload: workload("Deployment", { template: withSecrets("hub") }),
    pod: pod(
      replicaSet,
      {},
      {
        ...withSecrets("hub", "added"),
        containers: [...spec.containers, { name: "sidecar", image: "proxy:1" }],
      },
    ),
    expected: true,
  },
  ...[
    { image: "mirror.test/hub/web:2", expected: true },
    { image: "docker.io/library/web:2", expected: true },
    { image: "web:2@sha256:1", expected: true },
    { image: "mirror.test:5000/web@sha256:1", expected: true },
    { image: "mirror.test/hub/website:2", expected: false },
    { image: "mirror.test/hub/web:1", expected: false },
    { image: "web", expected: false },
  ].map(({ image, expected }) => ({
    title: `whose image admission made ${image} of web:2`,
    pod: pod(
      replicaSet,
      {},
      { ...spec, containers: [{ name: "main", image }] },
    ),
    expected,
  })),
  {
    title: "whose image admission took the digest from",
    workload: workload("Deployment", {
      template: { containers: [{ name: "main", image: "web:2@sha256:1" }] },
    }),
    pod: pod(replicaSet),
    expected: true,
  },
  {
    title: "that is being deleted",
    pod: pod(replicaSet, { deletionTimestamp: new Date() }),
    expected: false,
  },
  {
    title: "in another namespace",
    pod: pod(replicaSet, { namespace: "other" }),
    expected: false,
  },
  {
    title: "in the namespace that the manifest names",
    workload: workload("Deployment", { metadata: { namespace: "other" } }),
    pod: pod(replicaSet, { namespace: "other" }),
    expected: true,
  },
  {
    title: "of another user, with the same labels and images",
    pod: pod([]),
    expected: false,
  },
  {
    title: "that a custom controller made",
    pod: pod(["Rollout", "web"]),
    expected: false,
  },
  ...[
    "StatefulSet",
    "DaemonSet",
    "Job",
    "ReplicaSet",
    "ReplicationController",
  ].flatMap((kind) => [
    {
      title: `of a ${kind}`,
      workload: workload(kind),
      pod: pod([kind, "web"]),
      expected: true,
    },
    {
      title: `of another ${kind}`,
      workload: workload(kind),
      pod: pod([kind, "web-2"]),
      expected: false,
    },
  ]),
  {
    title: "that is the manifest itself",
    workload: workload("Pod"),
    pod: pod([], { name: "web" }),
    expected: true,
  },
  {
    title: "of another name than the manifest",
    workload: workload("Pod"),
    pod: pod([]),
    expected: false,
  },
  {
    title: "of a manifest without pods",
    workload: { apiVersion: "v1", kind: "Service", metadata: { name: "web" } },
    pod: pod(["Service", "web"]),
    expected: false,
  },
];

describe("belongsTo: a pod", () => {
  for (const { title, workload: manifest, pod: candidate, expected } of cases) {
    it(`${title}: ${expected ? "yes" : "no"}`, () => {
      const belongs = belongsTo([manifest ?? workload("Deployment")], "team");
      expect(belongs(candidate)).to.equal(expected);
    });
  }
});
