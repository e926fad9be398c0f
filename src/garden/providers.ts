import { BorderError, expectMethods } from "./border-error.js";
import type {
  Garden,
  GardenLog,
  KubernetesProvider,
  NamedConfig,
  Providers,
} from "./garden.js";

/** The providers that the project configures: `getRawProviderConfigs` to 0.13.52 (at once) and from 0.13.54 on (later),
 *  `getUnresolvedProviderConfigs` in 0.13.53. */
export async function providerConfigs(
  garden: Garden,
): Promise<readonly NamedConfig[]> {
  if (garden.getRawProviderConfigs) return await garden.getRawProviderConfigs();
  if (garden.getUnresolvedProviderConfigs)
    return garden.getUnresolvedProviderConfigs();
  throw new BorderError("it has no garden.getRawProviderConfigs");
}

/** To 0.13.30 a log and a name, from 0.13.31 on one object. */
export async function resolveProvider(
  garden: Garden,
  log: GardenLog,
  name: string,
): Promise<KubernetesProvider> {
  return takesOneObject(garden)
    ? await garden.resolveProvider({ log, name })
    : await garden.resolveProvider(log, name);
}

/** All of the project's providers. To 0.13.30 a log, from 0.13.31 on one object. */
export async function resolveProviders(
  garden: Garden,
  log: GardenLog,
): Promise<Providers> {
  return takesOneObject(garden)
    ? await garden.resolveProviders({ log })
    : await garden.resolveProviders(log);
}

/** Both changed in one version, and only `resolveProvider` shows it by its length: the other one is wrapped for tracing. */
function takesOneObject(garden: Garden): boolean {
  expectMethods(garden, "garden", ["resolveProvider", "resolveProviders"]);
  return garden.resolveProvider.length < 2;
}

/** Garden's own plugins for a cluster, and those of others that build on `kubernetes`. */
const kubernetesFamily = [
  "kubernetes",
  "local-kubernetes",
  "ephemeral-kubernetes",
];

/** Whether a plugin makes a provider of the kubernetes family. */
export function isOfKubernetesFamily({
  name,
  base,
}: {
  readonly name: string;
  readonly base?: string | null;
}): boolean {
  return kubernetesFamily.includes(name) || base === "kubernetes";
}

/** The providers of the kubernetes family. */
export async function kubernetesProviders(
  garden: Garden,
  log: GardenLog,
): Promise<KubernetesProvider[]> {
  expectMethods(garden, "garden", ["getPlugin"]);
  const found: KubernetesProvider[] = [];
  for (const { name } of await providerConfigs(garden)) {
    const plugin = await garden.getPlugin(name);
    if (isOfKubernetesFamily(plugin))
      found.push(await resolveProvider(garden, log, name));
  }
  return found;
}
