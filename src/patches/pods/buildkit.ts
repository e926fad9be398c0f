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

type GetBuildkitDeployment = (
  provider: KubernetesProvider,
  authSecretName: string,
  imagePullSecrets: unknown,
) => V1Deployment;

/** Garden passes the list through as its caller made it; here the provider's references are always complete. */
export const buildkit: Patch<GetBuildkitDeployment> = {
  id: "buildkit",
  pod: "buildkit builder (`garden-buildkit`)",
  declares: "getBuildkitDeployment",
  file: "plugins/kubernetes/container/build/buildkit.ts",
  parameters: ["provider", "authSecretName", "imagePullSecrets"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: true,
  gap: "right already: Garden's caller passes the provider's list",
  wrap: (original) =>
    withResult(original, (deployment, provider) =>
      withPullSecretsInManifest(deployment, pullSecretsOf(provider).references),
    ),
  offline: {
    origin: "buildkit",
    buildMode: "cluster-buildkit",
    async render(make, project) {
      const secrets = await preparedSecrets(project);
      const deployment = make(project.provider, authSecretName, secrets);
      return [inAppNamespace(deployment, project)];
    },
  },
};
