import type { V1PodSpec } from "@kubernetes/client-node";
import { withPullSecrets } from "../../manifests/with-pull-secrets.js";
import type { KubernetesProvider } from "../../garden/garden.js";
import { withLaterResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

interface RunPodSpecParams {
  readonly provider: KubernetesProvider;
  /** The pod that the Run or Test is modelled on: the action's own, or a workload's. */
  readonly podSpec?: V1PodSpec;
}

type PrepareRunPodSpec = (params: RunPodSpecParams) => Promise<V1PodSpec>;

/** Garden puts the provider's list in the place of the pod's own, and an empty one where the provider has none. */
export const runPod: Patch<PrepareRunPodSpec> = {
  id: "run-pod",
  pod: "Runs and Tests",
  declares: "prepareRunPodSpec",
  file: "plugins/kubernetes/run.ts",
  parameters: ["podSpec", "provider"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "the pod's own list is replaced by the provider's",
  wrap: (original) =>
    withLaterResult(original, (prepared, { provider, podSpec }) => {
      const { references } = pullSecretsOf(provider);
      const own = podSpec?.imagePullSecrets;
      if (!own?.length) return withPullSecrets(prepared, references);
      const given = (prepared.imagePullSecrets ?? []).flatMap(({ name }) =>
        name ? [{ name }] : [],
      );
      return withPullSecrets({ ...prepared, imagePullSecrets: own }, [
        ...given,
        ...references,
      ]);
    }),
};
