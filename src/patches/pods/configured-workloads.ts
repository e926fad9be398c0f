import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";
import { withAllPullSecrets } from "./all-pull-secrets.js";
import type { DeployParams, KubernetesProvider } from "../../garden/garden.js";
import type { PatchContext } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";

/** What a Deploy's manifests are configured for a mode with. */
export interface ModeParams extends DeployParams {
  readonly manifests: readonly Manifest[];
}

/** `updated` holds the workloads in the mode; they are the same objects as in `manifests`. */
export interface ModeResult {
  updated: Manifest[];
  manifests: Manifest[];
}

/** Garden's result with pull secrets in each workload that `pulls` an image of Garden's. Their namespaces hold the
 *  Secrets when this resolves. */
export async function withPullSecretsInConfigured<R extends ModeResult>(
  configured: R,
  params: ModeParams & { readonly provider: KubernetesProvider },
  pulls: (podSpec: V1PodSpec) => boolean,
  context: PatchContext,
): Promise<R> {
  const { ctx, log, provider, action } = params;
  const workloads = new Set(
    [...configured.updated, ...configured.manifests].filter((manifest) =>
      podSpecsOf(manifest).some(pulls),
    ),
  );
  const { references } = pullSecretsOf(provider);
  if (references.length === 0 || workloads.size === 0) return configured;

  const api = await context.name("KubeApi").factory(log, ctx, provider);
  const actionNamespace = async () =>
    await context.name("getActionNamespace")({
      ctx,
      log,
      action,
      provider,
      skipCreate: true,
    });
  const patched = new Map<Manifest, Manifest>();
  for (const workload of workloads) {
    const namespace = workload.metadata?.namespace ?? (await actionNamespace());
    const { manifests } = params;
    patched.set(
      workload,
      await withAllPullSecrets(
        workload,
        { api, namespace, provider, manifests, log },
        context,
        ownPodSpecs(workload, manifests),
      ),
    );
  }
  const patch = (manifest: Manifest) => patched.get(manifest) ?? manifest;
  return {
    ...configured,
    updated: configured.updated.map(patch),
    manifests: configured.manifests.map(patch),
  };
}

/** The workload's PodSpecs as its manifest has them: Garden may have added pull secrets by now. */
function ownPodSpecs(
  workload: Manifest,
  manifests: readonly Manifest[],
): V1PodSpec[] {
  const own = manifests.find(
    ({ kind, metadata }) =>
      kind === workload.kind && metadata?.name === workload.metadata?.name,
  );
  return podSpecsOf(own ?? workload);
}
