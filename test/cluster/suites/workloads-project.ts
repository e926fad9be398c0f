import { cpSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { project } from "../../garden/project.js";
import { cluster } from "./shared-cluster.js";

const worker = fileURLToPath(new URL("../charts/worker", import.meta.url));

/** Where a workload project deploys into: its own namespace, one that a manifest names, one that a manifest makes, and
 *  that of its helm releases. */
export type WorkloadPlaces = Readonly<
  Record<"own" | "named" | "made" | "releases", string>
>;

/** A project of the user's own workloads: manifests, a custom resource, a chart, and a chart with an account. */
export async function workloadsProject(
  name: string,
): Promise<{ folder: string; places: WorkloadPlaces }> {
  const places = {
    own: name,
    named: `${name}-named`,
    made: `${name}-made`,
    releases: `${name}-releases`,
  };
  for (const namespace of [places.own, places.named, places.releases])
    await cluster().createNamespace(namespace);
  await cluster().kubectl(
    "create",
    "serviceaccount",
    "operator",
    `--namespace=${name}`,
  );
  const folder = project(files(places));
  cpSync(worker, path.join(folder, "worker"), { recursive: true });
  return { folder, places };
}

const deployment = (name: string, namespace: string) => `
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, namespace: ${namespace} }
      spec:
        selector: { matchLabels: { app: ${name} } }
        template:
          metadata: { labels: { app: ${name} } }
          spec: { containers: [{ name: main, image: "docker.io/library/nginx:1.27" }] }`;

const files = ({ own, named, made, releases }: WorkloadPlaces) => ({
  "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: ${own}
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${own}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: workloads }
    imagePullSecrets: [{ name: dockerhub, namespace: workloads-credentials }]
`,
  "deploys.garden.yml": `
kind: Deploy
name: site
type: kubernetes
spec:
  patchResources:
    - kind: Deployment
      name: patched
      patch: { spec: { template: { spec: { imagePullSecrets: [{ name: of-the-patch }] } } } }
  manifests:
    - { apiVersion: v1, kind: Namespace, metadata: { name: ${made} } }
    - apiVersion: example.test/v1
      kind: Widget
      metadata: { name: widget }
      spec: { serviceAccountName: operator, template: { spec: { containers: [] } } }${deployment("site", own)}${deployment("patched", own)}${deployment("other", named)}${deployment("new", made)}
---
kind: Deploy
name: worker
type: helm
spec:
  namespace: ${releases}
  chart: { path: worker }
  values: { image: "docker.io/library/nginx:1.27" }
---
kind: Deploy
name: account
type: helm
spec:
  namespace: ${releases}
  chart: { path: account }
`,
  "account/Chart.yaml": "apiVersion: v2\nname: account\nversion: 0.1.0\n",
  "account/templates/all.yaml": `
apiVersion: v1
kind: ServiceAccount
metadata: { name: of-the-chart }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: account }
spec:
  selector: { matchLabels: { app: account } }
  template:
    metadata: { labels: { app: account } }
    spec:
      serviceAccountName: of-the-chart
      containers: [{ name: main, image: "docker.io/library/nginx:1.27" }]
`,
});

/** A kind of somebody's own, with what looks like a pod in it. */
export const widgets = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.example.test" },
  spec: {
    group: "example.test",
    scope: "Namespaced",
    names: { kind: "Widget", plural: "widgets", singular: "widget" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            "x-kubernetes-preserve-unknown-fields": true,
          },
        },
      },
    ],
  },
};
