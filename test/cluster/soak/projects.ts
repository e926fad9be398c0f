import { project } from "../../garden/project.js";
import { contextName } from "../kubeconfig.js";
import { rotatedName, steadyName } from "./source.js";

/** The namespaces of the project whose cluster is shaken. */
export const namespaces = {
  credentials: "soak-credentials",
  /** The provider's own, which Garden makes. */
  app: "soak-app",
  /** Has a Secret of the name of a source, with other data, which is adopted. */
  adopted: "soak-adopted",
  /** Has the user's own Secret, of the name and with the data of a source. */
  own: "soak-own",
} as const;

const image = "registry.example.test/built/app:latest";

function projectConfig(name: string, namespace: string): string {
  const credentials = `${name}-credentials`;
  return `
apiVersion: garden.io/v1
kind: Project
name: ${name}
environments: [{ name: default }]
variables: { stamp: "none" }
providers:
  - name: kubernetes
    context: ${contextName}
    namespace: ${namespace}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: soak }
    imagePullSecrets:
      - { name: ${rotatedName}, namespace: ${credentials} }
      - { name: ${steadyName}, namespace: ${credentials} }
`;
}

/** The project that all steps work on: a Deploy from a private repository of Docker Hub, a Run, and two Deploys that can be
 *  put into sync mode, each in a namespace of its own. A new \`stamp\` makes new pods. */
export function soakProject(): string {
  return project({
    "project.garden.yml": projectConfig("soak", namespaces.app),
    "api.garden.yml": `
kind: Deploy
name: api
type: container
spec: { image: "docker.io/acme/web:1.0", env: { STAMP: "\${var.stamp}" } }
---
kind: Run
name: seed
type: container
spec: { image: "docker.io/acme/db:1.0", cacheResult: false, command: ["/bin/sh", "-c", "echo seeded"] }
`,
    "web.garden.yml": syncDeploy("web", namespaces.adopted),
    "site.garden.yml": syncDeploy("site", namespaces.own),
  });
}

/** The project of a process that lives long, of both kinds of Deploys. */
export function memoryProject(name: string): string {
  return project({
    "project.garden.yml": projectConfig(name, name),
    "api.garden.yml": `
kind: Deploy
name: api
type: container
spec: { image: "${image}" }
`,
    "web.garden.yml": syncDeploy("web", name),
  });
}

function syncDeploy(name: string, namespace: string): string {
  return `
kind: Deploy
name: ${name}
type: kubernetes
spec:
  namespace: ${namespace}
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, namespace: ${namespace} }
      spec:
        selector: { matchLabels: { app: ${name} } }
        template:
          metadata: { labels: { app: ${name} }, annotations: { stamp: "\${var.stamp}" } }
          spec: { containers: [{ name: ${name}, image: "${image}" }] }
  defaultTarget: { kind: Deployment, name: ${name} }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
`;
}
