import { cpSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { project } from "../../garden/project.js";
import { cluster } from "./shared-cluster.js";

const worker = fileURLToPath(new URL("../charts/worker", import.meta.url));

/** Where a project deploys into: its own namespace, those that its manifests name and make, and that of its releases. */
export type CleanPlaces = Readonly<
  Record<"own" | "web" | "named" | "made" | "releases", string>
>;

/** A project with a Deploy of each type, in several namespaces, into all of which the patch copies the Secret. */
export async function cleanProject(
  name: string,
): Promise<{ folder: string; places: CleanPlaces }> {
  const places = {
    own: name,
    web: `${name}-web`,
    named: `${name}-named`,
    made: `${name}-made`,
    releases: `${name}-releases`,
  };
  const there = Object.values(places).filter((one) => one !== places.made);
  for (const namespace of [...there, `${name}-credentials`])
    await cluster().createNamespace(namespace);
  await cluster().createPullSecret(`${name}-credentials`, "dockerhub");
  const folder = project(files(places));
  cpSync(worker, path.join(folder, "worker"), { recursive: true });
  return { folder, places };
}

const deployment = (name: string, namespace: string, more = "") => `
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, namespace: ${namespace} }
      spec:
        selector: { matchLabels: { app: ${name} } }
        template:
          metadata: { labels: { app: ${name} } }
          spec:
            terminationGracePeriodSeconds: 0
            containers: [{ name: main, image: "docker.io/library/nginx:1.27" }]${more}`;

const files = ({ own, web, named, made, releases }: CleanPlaces) => ({
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
    deploymentRegistry: { hostname: registry.example.test, namespace: clean }
    imagePullSecrets: [{ name: dockerhub, namespace: ${own}-credentials }]
`,
  "deploys.garden.yml": `
kind: Deploy
name: api
type: container
spec: { image: registry.example.test/built/app:latest }
---
kind: Deploy
name: web
type: kubernetes
spec:
  defaultTarget: { kind: Deployment, name: web }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
  manifests:${deployment("web", web)}
---
kind: Deploy
name: site
type: kubernetes
spec:
  patchResources:
    - kind: Deployment
      name: site
      patch: { spec: { template: { metadata: { labels: { patched: "true" } } } } }
  manifests:
    - { apiVersion: v1, kind: Namespace, metadata: { name: ${made} } }${deployment("site", named)}${deployment("new", made)}
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
  releaseName: of-the-account
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
      terminationGracePeriodSeconds: 0
      containers: [{ name: main, image: "docker.io/library/nginx:1.27" }]
`,
});
