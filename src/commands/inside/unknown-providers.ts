import { configuredProviders } from "../../garden/providers.js";
import type { ProviderRouterClass, RouterParams } from "../../garden/names.js";

type RouterClass = new (params: RouterParams) => object;

/** Ends a command with a sentence where the project configures a provider that this Garden has no plugin for. Garden has
 *  one for that, which it says only where it is asked for all providers; asked for one, as it is for a plugin command, it
 *  fails in the constructor of ProviderRouter. Nothing of Garden's calls a function of ours before that, but the
 *  constructor calls its class's own prototype first, whatever that is. */
export function refuseUnknownProviders(
  ProviderRouter: ProviderRouterClass,
  configurationError: (message: string) => Error,
): void {
  const Base = Object.getPrototypeOf(ProviderRouter) as RouterClass;
  class KnownProviders extends Base {
    constructor(params: RouterParams) {
      const message = unknownProvider(params);
      if (message !== null) throw configurationError(message);
      super(params);
    }
  }
  Object.setPrototypeOf(ProviderRouter, KnownProviders);
}

/** Null where Garden has a plugin for each. */
export function unknownProvider({
  garden,
  loadedPlugins,
}: RouterParams): string | null {
  const plugins = loadedPlugins.map(({ name }) => name);
  const unknown = configuredProviders(garden).find(
    ({ name }) => !plugins.includes(name),
  );
  if (!unknown) return null;
  return (
    `Configured provider '${unknown.name}' has not been registered: this Garden has no plugin of that name. ` +
    `Choose a Garden that has it with --garden <path>. Available plugins: ${plugins.join(", ")}`
  );
}
