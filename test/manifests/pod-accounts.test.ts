import { expect } from "chai";
import { accountsOf } from "../../src/manifests/pod-accounts.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";

const deployment = (podSpec: object, namespace?: string): Manifest =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app", ...(namespace && { namespace }) },
    spec: { template: { spec: { containers: [], ...podSpec } } },
  }) as Manifest;

const widget = (spec: object): Manifest =>
  ({ apiVersion: "example.test/v1", kind: "Widget", spec }) as Manifest;

const cases: readonly {
  title: string;
  manifests: readonly Manifest[];
  expected: readonly string[];
}[] = [
  {
    title: "a pod that names none runs as the default one",
    manifests: [deployment({})],
    expected: ["team/default"],
  },
  {
    title: "a pod's own, by its new name and by its old one",
    manifests: [
      deployment({ serviceAccountName: "new", serviceAccount: "old" }),
      deployment({ serviceAccount: "old" }),
    ],
    expected: ["team/new", "team/old"],
  },
  {
    title: "one that two workloads name counts once, in each namespace",
    manifests: [deployment({}), deployment({}), deployment({}, "other")],
    expected: ["team/default", "other/default"],
  },
  {
    title: "kinds of Kubernetes' own that have no pods have no account",
    manifests: [
      { apiVersion: "v1", kind: "ConfigMap" },
      { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
      {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
      },
    ],
    expected: [],
  },
  {
    title: "all that a custom resource names, however deep",
    manifests: [
      widget({
        serviceAccountName: "a",
        nodes: [{ template: { spec: { serviceAccountName: "b" } } }],
      }),
    ],
    expected: ["team/a", "team/b"],
  },
  {
    title: "the default one for a custom resource that names none",
    manifests: [widget({ serviceAccountName: "", size: 3, replicas: null })],
    expected: ["team/default"],
  },
  {
    title:
      "the default one for a custom resource that only describes the field",
    manifests: [
      widget({ properties: { serviceAccountName: { type: "string" } } }),
    ],
    expected: ["team/default"],
  },
  {
    title: "none where it can't be told what kind it is",
    manifests: [{ kind: "Pod", spec: { containers: [] } } as Manifest],
    expected: [],
  },
];

describe("accountsOf", () => {
  for (const { title, manifests, expected } of cases) {
    it(title, () => {
      const accounts = accountsOf(manifests, "team");
      expect(
        accounts.map(({ namespace, name }) => `${namespace}/${name}`),
      ).to.deep.equal(expected);
    });
  }
});
