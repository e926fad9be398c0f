import type { V1Pod } from "@kubernetes/client-node";
import { withPullSecretsInManifest } from "../../manifests/pull-secrets.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

type GetKanikoBuilderPodManifest = (params: {
  readonly provider: KubernetesProvider;
}) => V1Pod;

/** The pod of one kaniko build; as buildkit. */
export const kaniko: Patch<GetKanikoBuilderPodManifest> = {
  id: "kaniko",
  pod: "kaniko builder",
  declares: "getKanikoBuilderPodManifest",
  file: "plugins/kubernetes/container/build/kaniko.ts",
  parameters: ["provider", "imagePullSecrets"],
  uses: [],
  gardens: ">=0.13.20",
  mendedFrom: null,
  mandatory: false,
  gap: "right already: Garden's caller passes the provider's list",
  wrap: (original) =>
    withResult(original, (pod, { provider }) =>
      withPullSecretsInManifest(pod, pullSecretsOf(provider).references),
    ),
};
