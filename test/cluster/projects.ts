import { readFileSync } from "node:fs";
import path from "node:path";
import { filesBelow, project, type Files } from "../garden/project.js";
import { contextName } from "./kubeconfig.js";

/** A Garden project on the test cluster. */
export interface ProjectDescription {
  /** The project's name and, if its provider names no other, the namespace that it deploys into. */
  readonly name: string;
  /** The provider's pull secrets, by name. */
  readonly secrets?: readonly string[];
  /** The namespace that has them; `<name>-credentials` if none is named. */
  readonly credentials?: string;
  /** What the `kubernetes` provider's config holds beside or instead of what all have. */
  readonly provider?: object;
  readonly otherProviders?: readonly object[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Builds, Deploys, Runs, Tests and Workflows, as Garden's configuration has them. */
  readonly actions: readonly object[];
  /** The charts of this folder that the project has, each in a folder of its name. */
  readonly charts?: readonly string[];
  /** All other files. */
  readonly files?: Files;
}

/** An image that needs no build and no credential, and starts at once. */
export const builtImage = "registry.example.test/built/app:latest";

/** A public image of Docker Hub's. */
export const publicImage = "docker.io/library/nginx:1.27";

/** Makes the project of a description: the path of its folder. */
export function clusterProject(description: ProjectDescription): string {
  return project(projectFiles(description));
}

/** The files of such a project. Garden reads JSON, too. */
export function projectFiles({
  name,
  secrets = [],
  credentials = `${name}-credentials`,
  provider = {},
  otherProviders = [],
  variables = {},
  actions,
  charts = [],
  files = {},
}: ProjectDescription): Files {
  const kubernetes = {
    name: "kubernetes",
    context: contextName,
    namespace: name,
    buildMode: "kaniko",
    deploymentRegistry: { hostname: "registry.example.test", namespace: name },
    imagePullSecrets: secrets.map((secret) => ({
      name: secret,
      namespace: credentials,
    })),
    ...provider,
  };
  const config = {
    apiVersion: "garden.io/v1",
    kind: "Project",
    name,
    environments: [{ name: "default" }],
    variables,
    providers: [kubernetes, ...otherProviders],
  };
  return {
    "project.garden.yml": JSON.stringify(config),
    ...(actions.length > 0 && { "actions.garden.yml": documents(actions) }),
    ...Object.fromEntries(charts.flatMap(chartFiles)),
    ...files,
  };
}

function documents(actions: readonly object[]): string {
  return actions.map((action) => JSON.stringify(action)).join("\n---\n");
}

function chartFiles(name: string): (readonly [string, string])[] {
  const folder = path.join(import.meta.dirname, "charts", name);
  return filesBelow(folder).map((file) => [
    path.join(name, file),
    readFileSync(path.join(folder, file), "utf8"),
  ]);
}

/** A Deploy of the type `container`. */
export function containerDeploy(name: string, image = builtImage): object {
  return { kind: "Deploy", name, type: "container", spec: { image } };
}

/** A Deploy of the type `kubernetes` of these manifests. */
export function kubernetesDeploy(
  name: string,
  manifests: readonly object[],
  spec: object = {},
): object {
  return {
    kind: "Deploy",
    name,
    type: "kubernetes",
    spec: { manifests, ...spec },
  };
}

/** A Deploy of the type `helm`, of a chart that the project has. */
export function helmDeploy(
  name: string,
  chart: string,
  spec: object = {},
): object {
  return {
    kind: "Deploy",
    name,
    type: "helm",
    spec: { chart: { path: chart }, ...spec },
  };
}

/** What a Deploy's `spec` holds so that its Deployment can be put into sync mode. */
export function syncMode(deployment: string): object {
  return {
    defaultTarget: { kind: "Deployment", name: deployment },
    sync: { paths: [{ sourcePath: ".", containerPath: "/www" }] },
  };
}

/** The manifest of a Deployment; `podSpec` goes over a pod of one container. */
export function deployment(
  name: string,
  {
    namespace,
    image = publicImage,
    podSpec = {},
    spec = {},
    annotations = {},
  }: {
    readonly namespace?: string;
    readonly image?: string;
    readonly podSpec?: object;
    readonly spec?: object;
    readonly annotations?: Readonly<Record<string, string>>;
  } = {},
): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: { containers: [{ name: "main", image }], ...podSpec },
      },
      ...spec,
    },
  };
}

/** The manifest of a workload that never starts a pod: 100 of them are nothing to a node. */
export function cronJob(name: string, namespace: string): object {
  const podSpec = {
    restartPolicy: "Never",
    containers: [{ name: "main", image: "busybox" }],
  };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    spec: {
      schedule: "0 0 1 1 *",
      suspend: true,
      jobTemplate: { spec: { template: { spec: podSpec } } },
    },
  };
}
