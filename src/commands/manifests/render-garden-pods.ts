import { systemConfigOf } from "../../config/system-config.js";
import { pluginContext } from "../../garden/contexts.js";
import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import { withInstall } from "../../patches/system/system-pull-secrets.js";
import { isDeclared } from "../../garden/names.js";
import type { Project } from "../inside/project.js";
import { recordedPod } from "./recorded-pod.js";

/** Pods that Garden makes for itself. */
export interface GardenPods {
  /** What makes them. */
  readonly origin: string;
  /** The build mode in which a project with images to build needs them; null where that does not depend on the project. */
  readonly buildMode: "cluster-buildkit" | "kaniko" | null;
  /** Throws an Error with the reason where they can't be known offline. */
  readonly render: (project: Project) => Promise<Manifest[]>;
}

export const renderHelm =
  "helm renders the chart, and offline work runs no program";

/** The kinds of them, but for those in the user's own workloads and what no patch reaches (patches/not-covered.ts). */
export const gardenPods: readonly GardenPods[] = [
  { origin: "buildkit", buildMode: "cluster-buildkit", render: buildkit },
  { origin: "sync-util", buildMode: "kaniko", render: syncUtil },
  { origin: "kaniko", buildMode: "kaniko", render: kaniko },
  { origin: "pull-image", buildMode: null, render: pullImage },
  { origin: "default backend", buildMode: null, render: defaultBackend },
  { origin: "ingress-nginx on kind", buildMode: null, render: ingressKind },
  {
    origin: "ingress controllers, by helm",
    buildMode: null,
    render: () => Promise.reject(new Error(renderHelm)),
  },
  { origin: "local mode", buildMode: null, render: localMode },
];

/** The name that Garden derives from the Secrets' data is not known offline. */
const authSecretName = "builder-docker-config";

async function buildkit(project: Project): Promise<Manifest[]> {
  const { functions, provider } = project;
  const manifest = functions.getBuildkitDeployment(
    provider,
    authSecretName,
    await preparedSecrets(project),
  );
  return [inNamespace(manifest, appNamespace(project))];
}

async function syncUtil(project: Project): Promise<Manifest[]> {
  const { functions, provider } = project;
  const { deployment } = functions.getUtilManifests(
    provider,
    authSecretName,
    await preparedSecrets(project),
  );
  return [inNamespace(deployment, appNamespace(project))];
}

async function kaniko(project: Project): Promise<Manifest[]> {
  const { functions, provider } = project;
  const executor = "/kaniko/executor";
  const pod = functions.getKanikoBuilderPodManifest({
    provider,
    podName: "kaniko",
    kanikoNamespace: provider.config.kaniko?.namespace ?? appNamespace(project),
    authSecretName,
    imagePullSecrets: await preparedSecrets(project),
    // What is built, and from where, is of no matter here.
    sourceUrl: "",
    syncArgs: [],
    commandStr: executor,
    kanikoCommand: [executor],
  });
  return [pod];
}

/** The build modes that Garden knows name the builder's Secret by its data; any other, by a constant. What Garden appends
 *  to the pod's name is random. */
async function pullImage(project: Project): Promise<Manifest[]> {
  const { functions, garden, log, provider } = project;
  const config = { ...provider.config, buildMode: "offline" };
  const ctx = await pluginContext(garden, { ...provider, config });
  const pods = await recordedPod(
    functions.pullBuild({ ctx, log, localId: "image", remoteId: "image" }),
  );
  return pods.map((pod) => ({
    ...pod,
    metadata: { name: "pull-image", namespace: appNamespace(project) },
  }));
}

async function defaultBackend({
  functions,
  garden,
  provider,
}: Project): Promise<Manifest[]> {
  const ctx = await pluginContext(garden, provider);
  return [functions.defaultBackendGetManifests(ctx).deployment];
}

function ingressKind({ functions, provider }: Project): Promise<Manifest[]> {
  const { references } = pullSecretsOf(provider);
  const { namespace } = systemConfigOf(provider.config);
  const manifests = withInstall({ references, before: new Map() }, () =>
    functions.kindNginxGetManifests(namespace),
  );
  return Promise.resolve(
    manifests.filter((manifest) => podSpecsOf(manifest).length > 0),
  );
}

/** Garden 0.14 has no local mode. */
function localMode({ functions }: Project): Promise<Manifest[]> {
  if (!isDeclared(functions, "configureLocalMode")) return Promise.resolve([]);
  return Promise.reject(
    new Error(
      "ssh-keygen makes keys for its proxy, and offline work runs no program",
    ),
  );
}

async function preparedSecrets(project: Project): Promise<unknown> {
  const { api, functions, log, provider } = project;
  return await functions.prepareSecrets({
    api,
    namespace: appNamespace(project),
    secrets: provider.config.imagePullSecrets ?? [],
    log,
  });
}

function appNamespace({ provider }: Project): string {
  return provider.config.namespace?.name ?? "default";
}

function inNamespace(manifest: Manifest, namespace: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}
