import type { V1Deployment } from "@kubernetes/client-node";
import { withPullSecretsInManifest } from "../../manifests/with-pull-secrets.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import {
  authSecretName,
  inAppNamespace,
  preparedSecrets,
} from "../offline-pods.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

interface UtilManifests {
  deployment: V1Deployment;
  service: unknown;
}

type GetUtilManifests = (
  provider: KubernetesProvider,
  authSecretName: string,
  imagePullSecrets: unknown,
) => UtilManifests;

/** The sync-util Deployment `garden-util`, which syncs build sources and asks registries; as buildkit. */
export const syncUtil: Patch<GetUtilManifests> = {
  id: "sync-util",
  pod: "sync-util (`garden-util`)",
  declares: "getUtilManifests",
  file: "plugins/kubernetes/container/build/common.ts",
  parameters: ["provider", "authSecretName", "imagePullSecrets"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: true,
  gap: "right already: Garden's caller passes the provider's list",
  wrap: (original) =>
    withResult(original, (manifests, provider) => ({
      ...manifests,
      deployment: withPullSecretsInManifest(
        manifests.deployment,
        pullSecretsOf(provider).references,
      ),
    })),
  offline: {
    origin: "sync-util",
    buildMode: "kaniko",
    async render(make, project) {
      const secrets = await preparedSecrets(project);
      const { deployment } = make(project.provider, authSecretName, secrets);
      return [inAppNamespace(deployment, project)];
    },
  },
};
