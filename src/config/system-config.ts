/** What Garden itself sets in a Kubernetes provider's config, about what serves all projects of a cluster. */
export interface SystemConfig {
  /** Where Garden puts it. */
  readonly namespace: string;
  /** What `local-kubernetes` found the cluster to be, such as `kind` or `generic`; null for other providers. */
  readonly clusterType: string | null;
}

/** In: the config of a provider whose environment Garden prepares. The fallback is the default of Garden's schema. */
export function systemConfigOf(config: unknown): SystemConfig {
  const { gardenSystemNamespace, clusterType } = config as {
    gardenSystemNamespace?: string;
    clusterType?: string;
  };
  return {
    namespace: gardenSystemNamespace ?? "garden-system",
    clusterType: clusterType ?? null,
  };
}
