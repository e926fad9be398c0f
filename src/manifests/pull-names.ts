import { podSpecsIn } from "./custom-pods.js";
import type { Manifest, PodSpec } from "./objects.js";
import { accountName, isAccount } from "./pod-accounts.js";

interface ServiceAccount extends Manifest {
  imagePullSecrets?: { name?: string }[] | null;
}

/** The names of the Secrets that the pods of a manifest pull with, each once: their own list's, or their ServiceAccount's where they
 *  list none, because the API server copies it into such pods (Kubernetes, ServiceAccount admission). Only an account
 *  among the manifests that are deployed with it can be known. `namespace` is that of manifests that name none. */
export function pullNames(
  manifest: Manifest,
  manifests: readonly Manifest[],
  namespace: string,
): string[] {
  const place = manifest.metadata?.namespace ?? namespace;
  const listOf = (podSpec: PodSpec) => {
    const own = podSpec.imagePullSecrets ?? [];
    if (own.length > 0) return own;
    const account = { name: accountName(podSpec), namespace: place };
    const found: ServiceAccount | undefined = manifests.find((other) =>
      isAccount(other, account, namespace),
    );
    return found?.imagePullSecrets ?? [];
  };
  const names = podSpecsIn(manifest)
    .flatMap(listOf)
    .flatMap(({ name }) => name || []);
  return [...new Set(names)];
}
