/** As much of Garden's schemas as tests ask for: they are made with a Joi of its own. */
interface GardenSchema {
  validate(input: unknown): {
    readonly value: unknown;
    readonly error?: { readonly message: string };
  };
}

interface GardenConfigModule {
  configSchema(): GardenSchema;
}

/** Whether this Node can load npm Garden as it is: `util/util.js` imports JSON in a way that Node 22 took out. */
export const gardenLoads = Number(process.versions.node.split(".")[0]) < 22;

/** Garden's own schema of the config of a `kubernetes` provider. */
export async function gardenProviderSchema(): Promise<GardenSchema> {
  const file = "@garden-io/core/build/src/plugins/kubernetes/config.js";
  const module = (await import(file)) as GardenConfigModule;
  return module.configSchema();
}
