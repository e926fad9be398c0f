import type { GardenAccess } from "../../dist/commands/garden-access.js";
import type {
  HandlerParams,
  ResolvedAction,
} from "../../dist/garden/garden.js";
import { resolveProvider } from "../../dist/garden/providers.js";
import { firstCreated } from "./recording.js";
import { recordingApi } from "./recording-api.js";

type Consumer = (params: object) => Promise<unknown>;

/** Calls functions of Garden's, with a stand-in for its client. */
export interface ConsumerCalls {
  /** What the function was about to create, or else what it returned. */
  readonly call: (name: string, params: object) => Promise<unknown>;
  /** What one of Garden's ingress controllers was about to install first: the default backend, if it has one. */
  readonly install: (
    clusterType: string,
    withoutBackend?: boolean,
    getController?: string,
  ) => Promise<unknown>;
  /** An action of the project's, in sync mode or in local mode. */
  readonly action: (
    key: string,
    mode?: "sync" | "local",
  ) => Promise<{ action: ResolvedAction; force: boolean }>;
}

export async function consumerCalls(
  access: GardenAccess,
  { garden, log }: HandlerParams,
): Promise<ConsumerCalls> {
  const KubeApi = access.name("KubeApi") as { factory: unknown };
  const KubernetesError = access.name("KubernetesError") as new (
    params: object,
  ) => Error;
  const api = recordingApi(
    () =>
      new KubernetesError({ message: "not found", responseStatusCode: 404 }),
  );
  KubeApi.factory = () => Promise.resolve(api);

  const provider = await resolveProvider(garden, log, "kubernetes");
  const contextOf = (config: object) =>
    garden.getPluginContext({
      provider: { ...provider, config: { ...provider.config, ...config } },
      templateContext: undefined,
      events: undefined,
    });
  const ctx = await contextOf({});

  return {
    call: (name, params) =>
      firstCreated(() =>
        (access.name(name) as Consumer)({
          ctx,
          log,
          provider,
          api,
          namespace: "shop-dev",
          ...params,
        }),
      ),
    async install(
      clusterType,
      withoutBackend = false,
      getController = "getGardenIngressController",
    ) {
      const systemContext = await contextOf({ clusterType });
      const find = access.name(getController) as (
        context: object,
      ) => Installs & { defaultBackend?: Installs };
      const controller = find(systemContext);
      const nothing = () => Promise.resolve();
      if (withoutBackend && controller.defaultBackend)
        Object.assign(controller.defaultBackend, {
          install: nothing,
          ensure: nothing,
        });
      return await firstCreated(async () =>
        (controller.install ?? controller.ensure)?.call(
          controller,
          systemContext,
          log,
        ),
      );
    },
    async action(key, mode = "sync") {
      const graph = await garden.getConfigGraph({
        log,
        emit: false,
        actionModes: { sync: [], [mode]: ["*"] },
      });
      const found = graph
        .getActions()
        .find((candidate) => candidate.key() === key);
      if (!found) throw new Error(`no ${key}`);
      return {
        action: await garden.resolveAction({ action: found, graph, log }),
        force: false,
      };
    },
  };
}

type Install = (context: object, log: object) => Promise<void>;

interface Installs {
  /** To 0.13.49. */
  install?: Install;
  /** From 0.13.50 on. */
  ensure?: Install;
}
