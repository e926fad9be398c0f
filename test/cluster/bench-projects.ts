import type { Files } from "../garden/project.js";
import {
  containerDeploy,
  cronJob,
  helmDeploy,
  kubernetesDeploy,
  projectFiles,
} from "./projects.js";

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
  const actions = Array.from({ length: shape.deploys }, (_, index) => {
    const place = places[index % places.length] ?? name;
    const kind =
      shape.kind === "mixed" ? (kinds[index % 3] ?? "helm") : shape.kind;
    return deployOf[kind](`app-${String(index)}`, place);
  });
  return projectFiles({
    name,
    secrets: benchSecrets,
    credentials: benchCredentials,
    provider: { buildMode: "local-docker" },
    actions,
    files: {
      "chart/Chart.yaml": "apiVersion: v2\nname: bench\nversion: 0.1.0\n",
      "chart/templates/job.yaml": JSON.stringify(
        cronJob("{{ .Release.Name }}", "{{ .Release.Namespace }}"),
      ),
    },
  });
}

const kinds = ["container", "kubernetes", "helm"] as const;

const deployOf: Readonly<
  Record<(typeof kinds)[number], (name: string, namespace: string) => object>
> = {
  container: (name) => containerDeploy(name),
  kubernetes: (name, namespace) =>
    kubernetesDeploy(name, [cronJob(name, namespace)]),
  helm: (name, namespace) => helmDeploy(name, "chart", { namespace }),
};
