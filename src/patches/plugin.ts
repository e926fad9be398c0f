import type {
  ConfigureProvider,
  ConfigureProviderParams,
  CreateGardenPlugin,
  PluginSpec,
} from "../garden/plugin.js";
import { isOfKubernetesFamily } from "../garden/providers.js";
import { likeOriginal } from "./changed-result.js";
import { checkSeams } from "./seam-check.js";
import { withSpec } from "./plugin-spec.js";
import type { Patch, PatchContext } from "./patch.js";
import { forgetCluster } from "../cluster/memory.js";
import { withPodlessHandlers } from "./deploys/podless.js";

/** Every plugin is made here. The kubernetes family's `configureProvider` is where the seams are checked, because
 *  nothing has touched the cluster by then; a project without Kubernetes never gets there. */
export const plugin: Patch<CreateGardenPlugin> = {
  id: "plugin",
  pod: "none: where the patch checks that all is in place",
  declares: "createGardenPlugin",
  file: "plugin/plugin.ts",
  parameters: ["spec"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: true,
  gap: "none",
  wrap: (original, context) =>
    withSpec(original, (spec) =>
      isOfKubernetesFamily(spec)
        ? withPodlessHandlers(withForgetting(withSeamCheck(spec, context)))
        : withCommands(spec, context),
    ),
};

function withSeamCheck(spec: PluginSpec, context: PatchContext): PluginSpec {
  const configureProvider = spec.handlers?.configureProvider;
  if (!configureProvider) return spec;
  if (spec.name === "kubernetes") context.placeCheck();
  return {
    ...spec,
    handlers: {
      ...spec.handlers,
      configureProvider: likeOriginal(
        configureProvider,
        async function (this: unknown, params, ...rest) {
          checkSeams(params, context);
          return await configureOrGoOffline(
            spec,
            configureProvider,
            context,
          ).call(this, params, ...rest);
        },
      ),
    },
  };
}

/** What was known of Secrets is gone with the environment: the next step of a workflow looks again. */
function withForgetting(spec: PluginSpec): PluginSpec {
  const cleanupEnvironment = spec.handlers?.cleanupEnvironment;
  if (!cleanupEnvironment) return spec;
  return {
    ...spec,
    handlers: {
      ...spec.handlers,
      cleanupEnvironment: likeOriginal(
        cleanupEnvironment,
        async function (this: unknown, ...args) {
          try {
            return await cleanupEnvironment.apply(this, args);
          } finally {
            forgetCluster();
          }
        },
      ),
    },
  };
}

/** `local-kubernetes` asks kubectl for the context before anything else, and `ephemeral-kubernetes` makes a cluster. */
function configureOrGoOffline(
  spec: PluginSpec,
  configureProvider: ConfigureProvider,
  context: PatchContext,
): ConfigureProvider {
  if (spec.name === "ephemeral-kubernetes" && context.commands.length > 0) {
    throw context.configurationError(
      "Provider 'ephemeral-kubernetes' makes a cluster before its config is known, so there is nothing to look at " +
        "without one. Use `garden-pull-secrets run` with it, or choose another environment with --env.",
    );
  }
  if (!context.offline || spec.name === "kubernetes") return configureProvider;
  return async function (this: unknown, params, ...rest) {
    if (!params.base)
      return await configureProvider.call(this, params, ...rest);
    const { config } = await params.base(params, ...rest);
    return { config: { ...localDefaults(params), ...config } };
  };
}

/** What `local-kubernetes` sets where the user doesn't. Its default context stands for the one it would find. */
function localDefaults({ projectName }: ConfigureProviderParams): object {
  return {
    context: "docker-desktop",
    defaultHostname: `${projectName}.local.demo.garden`,
  };
}

function withCommands(spec: PluginSpec, context: PatchContext): PluginSpec {
  if (spec.name !== "container" || context.commands.length === 0) return spec;
  return { ...spec, commands: [...(spec.commands ?? []), ...context.commands] };
}
