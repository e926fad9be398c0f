import { expectMethods } from "./border-error.js";
import type { Garden } from "./garden.js";
import { configuredProviders } from "./providers.js";

/** A config of the project's, before its template strings are filled in. */
export interface ProjectConfig {
  /** `provider kubernetes`, `module web` or `Deploy web`. */
  readonly what: string;
  readonly config: unknown;
}

/** All configs of a project but its own. Garden reads the project's files for that, once. */
export async function projectConfigs(garden: Garden): Promise<ProjectConfig[]> {
  expectMethods(garden, "garden", ["scanAndAddConfigs"]);
  await garden.scanAndAddConfigs();
  const named = (kind: string, configs: object): ProjectConfig[] =>
    Object.entries(configs).map(([name, config]) => ({
      what: `${kind} ${name}`,
      config: config as unknown,
    }));
  return [
    ...configuredProviders(garden).map((config) => ({
      what: `provider ${config.name}`,
      config,
    })),
    ...named("module", garden.moduleConfigs ?? {}),
    ...Object.entries(garden.actionConfigs ?? {}).flatMap(([kind, configs]) =>
      named(kind, configs),
    ),
  ];
}
