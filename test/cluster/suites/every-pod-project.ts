import { project } from "../../garden/project.js";
import { cluster } from "./shared-cluster.js";

const credentials = "every-pod-credentials";

let prepared: Promise<void> | undefined;

/** Makes what all of these projects refer to, once. */
export function prepareCredentials(): Promise<void> {
  prepared ??= makeCredentials();
  return prepared;
}

async function makeCredentials(): Promise<void> {
  await cluster().createNamespace(credentials);
  for (const name of ["dockerhub", "other-team"])
    await cluster().createPullSecret(credentials, name);
}

/** A project that makes every kind of pod that Garden can make here. The images are public ones of Docker Hub. */
export async function everyPodProject(name: string): Promise<string> {
  await cluster().createNamespace(name);
  return project({
    "project.garden.yml": projectConfig(name, "null"),
    "garden.yml": actions,
    Dockerfile: "FROM docker.io/library/busybox:1.36\n",
  });
}

/** A project whose provider installs ingress-nginx and its default backend. */
export async function ingressProject(
  name: string,
  secret = "dockerhub",
  system = `${name}-system`,
): Promise<string> {
  await cluster().createNamespace(name);
  return project({
    "project.garden.yml": projectConfig(name, "nginx", secret, system),
    "garden.yml": settings,
  });
}

const projectConfig = (
  name: string,
  ingressController: string,
  secret = "dockerhub",
  system = `${name}-system`,
) => `
apiVersion: garden.io/v1
kind: Project
name: ${name}
environments: [{ name: default }]
providers:
  - name: local-kubernetes
    context: garden-pull-secrets
    namespace: ${name}
    gardenSystemNamespace: ${system}
    setupIngressController: ${ingressController}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: every-pod }
    imagePullSecrets: [{ name: ${secret}, namespace: ${credentials} }]
`;

const settings = `
kind: Deploy
name: settings
type: kubernetes
spec:
  manifests: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }]
`;

const actions = `
kind: Build
name: api
type: container
---
kind: Deploy
name: site
type: container
spec: { image: "docker.io/library/nginx:1.27" }
---
kind: Deploy
name: web
type: kubernetes
spec:
  defaultTarget: { kind: Deployment, name: web }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: main, image: "registry.example.test/acme/web:1.0" }]
---
kind: Run
name: seed
type: kubernetes-pod
spec:
  podSpec:
    imagePullSecrets: [{ name: own }]
    containers: [{ name: main, image: "docker.io/library/busybox:1.36", command: ["true"] }]
---
kind: Test
name: smoke
type: container
spec: { image: "docker.io/library/busybox:1.36", command: ["true"] }
`;
