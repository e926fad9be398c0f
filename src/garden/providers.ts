import { BorderError, expectMethods } from "./border-error.js";
import type {
  Garden,
  GardenLog,
  KubernetesProvider,
  NamedConfig,
  Providers,
} from "./garden.js";

/** The providers that the project configures: `getRawProviderConfigs` to 0.13.52, `getUnresolvedProviderConfigs` from
 *  0.13.53 on, where the other one answers later, if it is there. */
export function configuredProviders(garden: Garden): readonly NamedConfig[] {
  if (garden.getUnresolvedProviderConfigs)
    return garden.getUnresolvedProviderConfigs();
  if (garden.getRawProviderConfigs) return garden.getRawProviderConfigs();
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
  for (const { name } of configuredProviders(garden)) {
    if (await isKubernetes(garden, name))
      found.push(await resolveProvider(garden, log, name));
  }
  return found;
}

/** The providers outside the kubernetes family that make pods: their plugins run `container` actions, as `openshift`
 *  does. */
export async function otherPodProviders(garden: Garden): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of configuredProviders(garden)) {
    const plugin = await garden.getPlugin(name);
    const types = Object.values(plugin.extendActionTypes ?? {}).flat();
    if (
      !isOfKubernetesFamily(plugin) &&
      types.some((type) => type?.name === "container")
    )
      found.push(name);
  }
  return found;
}

/** Whether that plugin does. */
export async function isKubernetes(
  garden: Garden,
  pluginName: string,
): Promise<boolean> {
  return isOfKubernetesFamily(await garden.getPlugin(pluginName));
}
