import { moreActions } from "../garden/more-actions.js";
import { project } from "../garden/project.js";

/** How a Garden wants its configuration. */
export type Line = "0.13" | "0.14";

export function lineOf(version: string): Line {
  return /^0\.1[0-3]\./.test(version) ? "0.13" : "0.14";
}

/** The provider's Secrets, as pods have to name them. */
export const provider = ["dockerhub", "shop-registry"];

/** The kubeconfig context of the provider. */
export const context = "garden-pull-secrets";

const project014 = /^apiVersion: garden.io\/v1$/m;

/** A project with an action of each kind that Garden's Kubernetes plugin makes pods for, as that line of Garden takes
 *  it, in a git repository of its own. It deploys into a namespace for each of its environments: `<name>-dev`, and
 *  `-ci` with another builder, `-ingress` with an ingress controller.
 *  Returns its folder; `removeFolders` removes it. */
export function conformanceProject(line: Line, name = "shop"): string {
  const files = line === "0.13" ? files013 : files014();
  const config = files["project.garden.yml"];
  return project({
    ...files,
    "project.garden.yml": config.replaceAll("shop-$", `${name}-$`),
  });
}

const everywhere = `    context: ${context}
    namespace: shop-\${environment.name}
    deploymentRegistry: { hostname: registry.example.test, namespace: shop }
    imagePullSecrets:
      - { name: dockerhub, namespace: registry-credentials }
      - { name: shop-registry, namespace: default }
`;

const files013 = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: shop
defaultEnvironment: dev
environments: [{ name: dev }, { name: ci }, { name: ingress }]
providers:
  - name: kubernetes
    environments: [dev, ci]
    buildMode: '\${environment.name == "ci" ? "kaniko" : "cluster-buildkit"}'
${everywhere}
  # The one that installs ingress controllers.
  - name: local-kubernetes
    environments: [ingress]
    setupIngressController: nginx
${everywhere}`,
  "web/html/index.html": "<h1>shop</h1>\n",
  "web/deployment.yml": `apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { greeting: hello }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      imagePullSecrets: [{ name: web-team }]
      containers:
        - name: web
          image: registry.example.test/acme/web:1.0
          ports: [{ containerPort: 8080 }]
`,
  "web/garden.yml": `kind: Deploy
name: web
type: kubernetes
spec:
  files: [deployment.yml]
  defaultTarget: { kind: Deployment, name: web }
  sync:
    paths: [{ sourcePath: html, containerPath: /www }]
`,
  "api/Dockerfile": "FROM docker.io/library/nginx:1.27\n",
  "api/garden.yml": `${moreActions}---
kind: Run
name: seed
type: container
spec:
  image: docker.io/library/busybox:1.36
  command: [sh, -c, echo seeded]
---
kind: Test
name: smoke
type: container
spec:
  image: docker.io/library/busybox:1.36
  command: [sh, -c, echo passed]
`,
};

/** 0.14 refuses what 0.13 asks for, and the other way round. */
function files014(): Record<string, string> {
  const edit = (
    file: keyof typeof files013,
    from: string | RegExp,
    to: string,
  ) => files013[file].replace(from, to);
  const api = edit(
    "api/garden.yml",
    "build: api\nspec:\n",
    "dependencies: [build.api]\nspec:\n  image: ${actions.build.api.outputs.deployment-image-id}\n",
  );
  return {
    ...files013,
    "project.garden.yml": edit(
      "project.garden.yml",
      project014,
      "apiVersion: garden.io/v2",
    ),
    "web/garden.yml": edit("web/garden.yml", "files:", "manifestFiles:"),
    "api/garden.yml": api.replace(/^ *localMode: .*\n/m, ""),
  };
}

const apiVersionOf = (line: Line) =>
  line === "0.13" ? "garden.io/v1" : "garden.io/v2";

/** A project in which one action depends on nothing that is there, and another one on some that come later. */
export function brokenProject(line: Line): string {
  const action = (kind: string, name: string, more: string) =>
    `---\nkind: ${kind}\ntype: container\nname: ${name}\n${more}\n`;
  return project({
    "project.garden.yml": [
      `apiVersion: ${apiVersionOf(line)}\nkind: Project\nname: broken\nenvironments: [{ name: dev }]\nproviders:\n  - name: kubernetes\n${everywhere}`,
      action(
        "Deploy",
        "first",
        "dependencies: [deploy.second, run.seed]\nspec: { image: nginx }",
      ),
      action("Deploy", "second", "spec: { image: nginx }"),
      action("Run", "seed", "spec: { image: busybox, command: [seed] }"),
      action(
        "Deploy",
        "broken",
        "dependencies: [deploy.gone]\nspec: { image: nginx }",
      ),
    ].join(""),
  });
}

/** A project without Kubernetes. */
export function plainProject(line: Line): string {
  return project({
    "project.garden.yml": `apiVersion: ${apiVersionOf(line)}\nkind: Project\nname: plain\nenvironments: [{ name: default }]\n`,
    "garden.yml":
      "kind: Run\nname: hello\ntype: exec\nspec: { command: [echo, hello] }\n",
  });
}
