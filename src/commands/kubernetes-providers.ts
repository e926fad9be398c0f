import type { Garden, Log, Provider } from "./garden.js";

/** The providers whose plugin is `kubernetes` or has it as its base. */
export async function kubernetesProviders(
  garden: Garden,
  log: Log,
): Promise<Provider[]> {
  const found: Provider[] = [];
  for (const { name } of garden.getRawProviderConfigs()) {
    const plugin = await garden.getPlugin(name);
    if (plugin.name === "kubernetes" || plugin.base === "kubernetes") {
      found.push(await garden.resolveProvider(log, name));
    }
  }
  return found;
}
