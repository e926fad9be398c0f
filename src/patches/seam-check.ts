import { ConfigError } from "../config/config-error.js";
import type {
  ConfigureProvider,
  ConfigureProviderParams,
} from "../garden/plugin.js";
import { likeOriginal } from "./changed-result.js";
import type { PatchContext } from "./patch.js";
import { pullSecretsOf } from "./provider-pull-secrets.js";
import { workloadsProblem } from "./workloads/workloads-option.js";
import { logLine } from "../garden/log-line.js";

/** What Garden is refused with; `missing` says of each seam why. */
export function refusal(missing: readonly string[]): string {
  return [
    "garden-pull-secrets does not fit this Garden, so nothing was done:",
    ...missing.map((sentence) => `- ${sentence}`),
    "Run `garden-pull-secrets seams` to see what was found; run Garden without the patch to go on without it.",
  ].join("\n");
}

/** Lets Garden configure a provider of the kubernetes family, with warnings, or throws an error of Garden's own kind:
 *  where a seam is missing that the patch can't do without, and where the user's configuration is wrong. */
export function checkSeams(
  params: ConfigureProviderParams,
  context: PatchContext,
): void {
  const { missing, warnings } = context.verdict();
  if (missing.length > 0) throw context.configurationError(refusal(missing));
  const problem = workloadsProblem();
  if (problem !== null) throw context.configurationError(problem);
  for (const sentence of warnings)
    logLine(params.log, "warn", `garden-pull-secrets: ${sentence}`);
  try {
    pullSecretsOf({
      name: params.config.name ?? "kubernetes",
      config: params.config,
    });
  } catch (error) {
    if (error instanceof ConfigError)
      throw context.configurationError(error.message);
    throw error;
  }
}

/** The function that each of Garden's Kubernetes plugins declares, and configures its provider with. Where the row
 *  `plugin` did not get hold of Garden's kubernetes plugin, it is checked here. No row of the table: several modules
 *  declare it, and a schema has the same name, which is not async. OpenShift's is none of the family. */
export const declaredCheck = {
  declares: "configureProvider",
  wrap(original: ConfigureProvider, context: PatchContext): ConfigureProvider {
    if (original.constructor.name !== "AsyncFunction") return original;
    return likeOriginal<ConfigureProvider>(
      original,
      async function (this: unknown, params, ...rest) {
        if (!context.isCheckPlaced() && params.config.name !== "openshift")
          checkSeams(params, context);
        return await original.call(this, params, ...rest);
      },
    );
  },
};
