import type { CreateGardenPlugin, PluginSpec } from "../garden/plugin.js";

/** Garden's function, given a plugin that `change` has had. */
export function withSpec(
  original: CreateGardenPlugin,
  change: (spec: PluginSpec) => PluginSpec,
): CreateGardenPlugin {
  return function (this: unknown, spec, ...rest) {
    return original.call(this, change(spec), ...rest);
  };
}
