import { withPullSecretsInManifest } from "../../manifests/with-pull-secrets.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import { withLaterResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

type CreateWorkloadManifest = (params: {
  readonly provider: KubernetesProvider;
}) => Promise<Manifest>;

/** Garden sets the list that its own `prepareSecrets` returns, after it has made the pod spec: a `container` Deploy
 *  has no pull secrets of its own. Here the provider's references are always complete. */
export const containerDeploy: Patch<CreateWorkloadManifest> = {
  id: "container-deploy",
  pod: "`container` Deploys",
  declares: "createWorkloadManifest",
  file: "plugins/kubernetes/container/deployment.ts",
  parameters: ["provider"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "right already: Garden prepares the provider's list",
  wrap: (original) =>
    withLaterResult(original, (workload, { provider }) =>
      withPullSecretsInManifest(workload, pullSecretsOf(provider).references),
    ),
};
