import { cpSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { project } from "../../garden/project.js";
import { cluster } from "./shared-cluster.js";

export const sourceNamespace = "fault-sources";

const charts = fileURLToPath(new URL("../charts", import.meta.url));

function projectConfig(namespace: string): string {
  return `
apiVersion: garden.io/v1
kind: Project
name: faults
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${namespace}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: faults }
    imagePullSecrets: [{ name: dockerhub, namespace: ${sourceNamespace} }]
`;
}

/** A Deploy \`app\` of the type container, and one \`web\` that can be put into sync mode. Neither runs a pod, so that
 *  both are ready at once. */
export function faultProject(namespace: string): string {
  return project({
    "project.garden.yml": projectConfig(namespace),
    "app.garden.yml": `
kind: Deploy
name: app
type: container
spec: { image: "docker.io/library/nginx:1.27" }
`,
    "web.garden.yml": webDeploy("web", namespace),
  });
}

/** A Deploy in sync mode for each namespace: it needs the copy there, as those that failed did. */
export function healingProject(namespaces: readonly string[]): string {
  return project({
    "project.garden.yml": projectConfig("fault-healing"),
    ...Object.fromEntries(
      namespaces.map((namespace) => [
        `${namespace}.garden.yml`,
        webDeploy(namespace, namespace),
      ]),
    ),
  });
}

function webDeploy(name: string, namespace: string): string {
  return `
kind: Deploy
name: ${name}
type: kubernetes
spec:
  namespace: ${namespace}
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 0
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: "docker.io/library/nginx:1.27" }] }
  defaultTarget: { kind: Deployment, name: web }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
`;
}

/** A helm Deploy \`worker\` that can be put into sync mode. */
export function helmFaultProject(namespace: string): string {
  const folder = project({
    "project.garden.yml": projectConfig(namespace),
    "worker.garden.yml": `
kind: Deploy
name: worker
type: helm
spec:
  chart: { path: chart }
  defaultTarget: { kind: Deployment, name: worker }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
`,
  });
  cpSync(path.join(charts, "worker"), path.join(folder, "chart"), {
    recursive: true,
  });
  return folder;
}

/** Puts a copy of ours with old data into a namespace. */
export async function prepareCopy(
  namespace: string,
  state: "outdated copy" | "immutable copy",
): Promise<void> {
  await cluster().apply({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/dockerconfigjson",
    metadata: {
      name: "dockerhub",
      namespace,
      labels: { "garden-pull-secrets/copy": "true" },
    },
    immutable: state === "immutable copy",
    stringData: { ".dockerconfigjson": outdatedConfig },
  });
}

export const outdatedConfig = JSON.stringify({ auths: {} });
