import { contextName } from "./kubeconfig.js";
import type { Files } from "../garden/project.js";

/** What a measured project holds. */
export interface BenchShape {
  readonly deploys: number;
  /** Over how many namespaces the Deploys are spread; `container` Deploys know one only. */
  readonly namespaces: number;
  readonly kind: "container" | "kubernetes" | "mixed";
}

export const benchCredentials = "bench-credentials";
export const benchSecrets = ["dockerhub", "ghcr"];

/** The namespaces of a project, its own first. */
export function benchNamespaces(
  name: string,
  { namespaces }: BenchShape,
): string[] {
  return Array.from({ length: namespaces }, (_, index) =>
    index === 0 ? name : `${name}-${String(index)}`,
  );
}

/** The files of a project whose Deploys are of the shape's kind; mixed: of each kind in turn. */
export function benchProject(name: string, shape: BenchShape): Files {
  const places = benchNamespaces(name, shape);
  const deploys = Array.from({ length: shape.deploys }, (_, index) => {
    const place = places[index % places.length] ?? name;
    return deployOf(
      shape.kind === "mixed" ? (kinds[index % 3] ?? "helm") : shape.kind,
    )(`app-${String(index)}`, place);
  });
  return {
    "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: bench
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: ${contextName}
    namespace: ${name}
    deploymentRegistry: { hostname: registry.example.test, namespace: bench }
    imagePullSecrets:
${benchSecrets.map((secret) => `      - { name: ${secret}, namespace: ${benchCredentials} }`).join("\n")}
`,
    "deploys.garden.yml": deploys.join("---\n"),
    "chart/Chart.yaml": "apiVersion: v2\nname: bench\nversion: 0.1.0\n",
    "chart/templates/job.yaml": cronJob(
      "{{ .Release.Name }}",
      "{{ .Release.Namespace }}",
    ),
  };
}

const kinds = ["container", "kubernetes", "helm"] as const;

function deployOf(
  kind: (typeof kinds)[number],
): (name: string, namespace: string) => string {
  switch (kind) {
    case "container":
      return (name) =>
        `kind: Deploy\nname: ${name}\ntype: container\nspec: { image: registry.example.test/bench/app:1.0 }\n`;
    case "kubernetes":
      return (name, namespace) =>
        `kind: Deploy\nname: ${name}\ntype: kubernetes\nspec: { manifests: [${cronJob(name, namespace)}] }\n`;
    case "helm":
      return (name, namespace) =>
        `kind: Deploy\nname: ${name}\ntype: helm\nspec: { namespace: ${namespace}, chart: { path: chart } }\n`;
  }
}

/** A workload that never starts a pod: 100 of them are nothing to a node. */
function cronJob(name: string, namespace: string): string {
  return JSON.stringify({
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    spec: {
      schedule: "0 0 1 1 *",
      suspend: true,
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: "Never",
              containers: [{ name: "main", image: "busybox" }],
            },
          },
        },
      },
    },
  });
}
