import { expect } from "chai";
import { parse } from "yaml";
import type { Manifest } from "../../src/manifests/objects.js";
import { secretUsesOf } from "../../src/manifests/secret-uses.js";

/** Each use in a word: `pull hub` or `hub`. */
function uses(yaml: string): string[] {
  return secretUsesOf(parse(yaml) as Manifest).map(
    ({ name, pulls }) => `${pulls ? "pull " : ""}${name}`,
  );
}

describe("secretUsesOf", () => {
  const inPod = (lines: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  ${lines.split("\n").join("\n  ")}`;
  const cases: { title: string; yaml: string; expected: string[] }[] = [
    {
      title: "a pod's list",
      yaml: inPod("imagePullSecrets: [{ name: hub }, { name: team }]"),
      expected: ["pull hub", "pull team"],
    },
    {
      title: "a volume, and not its keys and paths",
      yaml: inPod(
        "volumes: [{ name: v, secret: { secretName: hub, items: [{ key: k, path: p }] } }]",
      ),
      expected: ["hub"],
    },
    {
      title: "a projected volume, and not the ConfigMap beside it",
      yaml: inPod(
        "volumes: [{ name: v, projected: { sources: [{ configMap: { name: no } }, { secret: { name: hub } }] } }]",
      ),
      expected: ["hub"],
    },
    {
      title: "a variable, and not its key",
      yaml: inPod(
        "containers: [{ name: c, env: [{ name: SECRET, value: no }, { name: A, valueFrom: { secretKeyRef: { name: hub, key: no } } }] }]",
      ),
      expected: ["hub"],
    },
    {
      title: "all variables of it, of an init container",
      yaml: inPod(
        "initContainers: [{ name: c, envFrom: [{ configMapRef: { name: no } }, { secretRef: { name: hub } }] }]",
      ),
      expected: ["hub"],
    },
    {
      title: "a volume of a CSI driver",
      yaml: inPod(
        "volumes: [{ name: v, csi: { driver: d, nodePublishSecretRef: { name: hub } } }]",
      ),
      expected: ["hub"],
    },
    {
      title: "volumes of older kinds",
      yaml: inPod(
        "volumes: [{ name: a, azureFile: { secretName: one, shareName: s } }, { name: b, cephfs: { secretRef: { name: two } } }]",
      ),
      expected: ["one", "two"],
    },
    {
      title: "a workload's template",
      yaml: `
apiVersion: batch/v1
kind: CronJob
spec: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: hub }] } } } } }`,
      expected: ["pull hub"],
    },
    {
      title: "both lists of a ServiceAccount",
      yaml: `
apiVersion: v1
kind: ServiceAccount
secrets: [{ name: token }]
imagePullSecrets: [{ name: hub }]`,
      expected: ["token", "pull hub"],
    },
    {
      title: "an Ingress",
      yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
spec: { tls: [{ hosts: [a.test], secretName: hub }] }`,
      expected: ["hub"],
    },
    {
      title: "a custom resource of any shape",
      yaml: `
apiVersion: example.com/v1
kind: Runner
spec:
  imagePullSecret: one
  imagePullSecrets: [two]
  imagePullSecretsFrom: { name: from }
  noImagePullSecrets: [no]
  pods: { main: { podTemplate: { spec: { imagePullSecrets: [{ name: three }] } } } }
  registry: { secret: { ref: { name: four } } }`,
      expected: ["pull one", "pull two", "from", "no", "pull three", "four"],
    },
    {
      title: "nothing in metadata, status, or numbers and nulls",
      yaml: `
apiVersion: v1
kind: Pod
metadata: { annotations: { secret: no }, managedFields: [{ imagePullSecrets: [{ name: no }] }] }
spec: { imagePullSecrets: null, volumes: [{ secret: { defaultMode: 256, optional: true } }] }
status: { secretName: no }`,
      expected: [],
    },
  ];
  for (const { title, yaml, expected } of cases)
    it(`finds ${title}`, () => void expect(uses(yaml)).to.deep.equal(expected));
});
