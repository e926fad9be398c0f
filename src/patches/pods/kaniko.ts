import type { V1Pod } from "@kubernetes/client-node";
import { withPullSecretsInManifest } from "../../manifests/with-pull-secrets.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import {
  appNamespace,
  authSecretName,
  preparedSecrets,
} from "../offline-pods.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

interface KanikoParams {
  readonly provider: KubernetesProvider;
  readonly podName: string;
  readonly kanikoNamespace: string;
  readonly authSecretName: string;
  readonly imagePullSecrets: unknown;
  readonly sourceUrl: string;
  readonly syncArgs: readonly string[];
  /** To 0.13.27. */
  readonly commandStr: string;
  /** From 0.13.28 on. */
  readonly kanikoCommand: readonly string[];
}

type GetKanikoBuilderPodManifest = (params: KanikoParams) => V1Pod;

/** The pod of one kaniko build; as buildkit. */
export const kaniko: Patch<GetKanikoBuilderPodManifest> = {
  id: "kaniko",
  pod: "kaniko builder",
  declares: "getKanikoBuilderPodManifest",
  file: "plugins/kubernetes/container/build/kaniko.ts",
  parameters: ["provider", "imagePullSecrets"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "right already: Garden's caller passes the provider's list",
  wrap: (original) =>
    withResult(original, (pod, { provider }) =>
      withPullSecretsInManifest(pod, pullSecretsOf(provider).references),
    ),
  offline: {
    origin: "kaniko",
    buildMode: "kaniko",
    async render(make, project) {
      const { provider } = project;
      const namespace = provider.config.kaniko?.namespace;
      const executor = "/kaniko/executor";
      const pod = make({
        provider,
        podName: "kaniko",
        kanikoNamespace: namespace ?? appNamespace(project),
        authSecretName,
        imagePullSecrets: await preparedSecrets(project),
        // What is built, and from where, is of no matter here.
        sourceUrl: "",
        syncArgs: [],
        commandStr: executor,
        kanikoCommand: [executor],
      });
      return [pod];
    },
  },
};
