import type { V1PodSpec } from "@kubernetes/client-node";
import {
  mapPodSpecs,
  podSpecsOf,
  type Manifest,
  type PodSpec,
} from "../../manifests/pod-specs.js";
import {
  listedReferences,
  withPullSecrets,
} from "../../manifests/with-pull-secrets.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";
import type { GardenLog, KubernetesProvider } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { PatchContext } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { ensureOrExplain } from "../deploys/secrets.js";
import { accountPullSecrets } from "../../cluster/account-pull-secrets.js";

/** Where a workload is about to be created, and by which provider. */
export interface Placement {
  readonly api: KubeApi;
  readonly namespace: string;
  readonly provider: KubernetesProvider;
  /** The manifests that are deployed together with it. */
  readonly manifests: readonly Manifest[];
  readonly log: GardenLog;
}

/** `withAllReferences`, and the namespace holds the Secrets when this resolves. */
export async function withAllPullSecrets<T extends Manifest>(
  workload: T,
  placement: Placement,
  context: PatchContext,
  own: readonly V1PodSpec[] = podSpecsOf(workload),
): Promise<T> {
  const { api, namespace, provider, log } = placement;
  const { references, sources } = pullSecretsOf(provider);
  if (references.length === 0) return workload;
  await ensureOrExplain(context, { api, namespace, secrets: sources, log });
  return await withAllReferences(workload, placement, own);
}

/** The workload with its own pull secrets, then its ServiceAccount's, then what Garden has given it, then the provider's.
 *  `own` are its PodSpecs as they were before Garden gave them a list, if it did. */
export async function withAllReferences<T extends Manifest>(
  workload: T,
  placement: Placement,
  own: readonly V1PodSpec[] = podSpecsOf(workload),
): Promise<T> {
  const { references } = pullSecretsOf(placement.provider);
  const firsts = await Promise.all(
    podSpecsOf(workload).map(async (podSpec, index) => {
      const before = own[index] ?? podSpec;
      const account = await accountPullSecrets(before, placement);
      const first = [...listedReferences(before), ...account];
      return [podSpec, first] as const;
    }),
  );
  const firstOf = new Map<PodSpec, PullSecretReference[]>(firsts);
  return mapPodSpecs(workload, (podSpec) =>
    withPullSecrets(
      { ...podSpec, imagePullSecrets: firstOf.get(podSpec) ?? [] },
      [...listedReferences(podSpec), ...references],
    ),
  );
}
