import type { V1PodSpec } from "@kubernetes/client-node";
import {
  listedReferences,
  withPullSecrets,
} from "../../manifests/with-pull-secrets.js";
import { accountPullSecrets } from "../../cluster/account-pull-secrets.js";
import type { GardenLog, KubernetesProvider } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import { withLaterResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

interface RunPodSpecParams {
  readonly api: KubeApi;
  readonly log: GardenLog;
  readonly namespace: string;
  readonly provider: KubernetesProvider;
  /** The pod that the Run or Test is modelled on: the action's own, or a workload's. None of a `container` one. */
  readonly podSpec?: V1PodSpec;
}

type PrepareRunPodSpec = (params: RunPodSpecParams) => Promise<V1PodSpec>;

/** Garden puts the provider's list in the place of the pod's own, and an empty one where the provider has none. */
export const runPod: Patch<PrepareRunPodSpec> = {
  id: "run-pod",
  pod: "Runs and Tests",
  declares: "prepareRunPodSpec",
  file: "plugins/kubernetes/run.ts",
  parameters: ["podSpec", "provider", "api", "namespace", "log"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "the pod's own list is replaced by the provider's",
  wrap: (original) =>
    withLaterResult(original, async (prepared, params) => {
      const { provider, podSpec } = params;
      const { references } = pullSecretsOf(provider);
      if (!podSpec) return withPullSecrets(prepared, references);
      const own = listedReferences(podSpec);
      // Without any, the API server itself copies the account's.
      const account =
        references.length > 0
          ? await accountPullSecrets(podSpec, { ...params, manifests: [] })
          : [];
      const first = [...own, ...account];
      if (first.length === 0) return withPullSecrets(prepared, references);
      return withPullSecrets({ ...prepared, imagePullSecrets: first }, [
        ...listedReferences(prepared),
        ...references,
      ]);
    }),
};
