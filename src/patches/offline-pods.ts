import type { ActionScope } from "../garden/contexts.js";
import type { GardenFunction } from "../garden/names.js";
import type { KubeApi } from "../garden/kube-api.js";
import type { Manifest } from "../manifests/pod-specs.js";

/** A project that is rendered without a cluster. */
export interface OfflineProject extends ActionScope {
  /** Stands in for Garden's KubeApi. */
  readonly api: KubeApi;
}

/** How `manifests` shows the pods of a row that Garden makes for itself, and not for an action of the project's. */
export interface OfflinePods<F extends GardenFunction> {
  /** What makes them, in a user's words. */
  readonly origin: string;
  /** The build mode in which a project with images to build needs them; null where that does not depend on the project. */
  readonly buildMode: "cluster-buildkit" | "kaniko" | null;
  /** The manifests; `make` is the row's function, as Garden calls it. Throws an Error with the reason where they can't be
   *  known offline. */
  render(make: F, project: OfflineProject): Promise<Manifest[]>;
}

/** Why something is not shown: a program has to run for it, as `helm renders the chart`. */
export function needsProgram(what: string): string {
  return `${what}, and offline work runs no program`;
}

export const needsHelm = needsProgram("helm renders the chart");

export const needsKustomize = needsProgram("kustomize renders its manifests");

/** The name that Garden derives from the Secrets' data is not known offline. */
export const authSecretName = "builder-docker-config";

/** The provider's pull secrets, as Garden's builders are given them. */
export async function preparedSecrets(
  project: OfflineProject,
): Promise<unknown> {
  const { api, functions, log, provider } = project;
  return await functions.prepareSecrets({
    api,
    namespace: appNamespace(project),
    secrets: provider.config.imagePullSecrets ?? [],
    log,
  });
}

/** Where Garden puts builders: their manifests name no namespace. */
export function appNamespace({
  provider,
}: Pick<OfflineProject, "provider">): string {
  return provider.config.namespace?.name ?? "default";
}

export function inAppNamespace(
  manifest: Manifest,
  project: OfflineProject,
): Manifest {
  const namespace = appNamespace(project);
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}
