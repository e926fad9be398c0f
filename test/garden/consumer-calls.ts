import type { GardenAccess } from "../../dist/commands/garden-access.js";
import type { HandlerParams } from "../../dist/garden/garden.js";
import { resolveProvider } from "../../dist/garden/providers.js";
import { firstCreated } from "./recording.js";
import { recordingApi } from "./recording-api.js";

/** One of Garden's own callers of patched functions: a function that is called with an action of the project's, if it
 *  needs one, or what installs an ingress controller. */
export type Consumer =
  | {
      readonly name: string;
      readonly action?: string;
      /** The action's mode, if not in sync. */
      readonly mode?: "local";
      readonly params?: object;
    }
  | {
      readonly clusterType: string;
      /** Else it installs the default backend first, if it has one. */
      readonly withoutBackend?: true;
      /** What makes the controller, if not `getGardenIngressController`. */
      readonly from?: string;
    };

/** What the consumer was about to create first, or else what it returned. */
export type CallConsumer = (consumer: Consumer) => Promise<unknown>;

type Fn = (params: object) => Promise<unknown>;

/** Calls functions of Garden's, with a stand-in for its client. */
export async function consumerCalls(
  access: GardenAccess,
  { garden, log }: HandlerParams,
): Promise<CallConsumer> {
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

  const install = async (
    clusterType: string,
    withoutBackend: boolean,
    getController: string,
  ) => {
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
  };
  const resolved = async (key: string, mode: "sync" | "local") => {
    const graph = await garden.getConfigGraph({
      log,
      emit: false,
      actionModes: { sync: [], [mode]: ["*"] },
    });
    const found = graph
      .getActions()
      .find((candidate) => candidate.key() === key);
    if (!found) throw new Error(`no ${key}`);
    return await garden.resolveAction({ action: found, graph, log });
  };

  return async (consumer) => {
    if ("clusterType" in consumer) {
      const { clusterType, withoutBackend = false, from } = consumer;
      const getController = from ?? "getGardenIngressController";
      return await install(clusterType, withoutBackend, getController);
    }
    const { name, action, mode = "sync", params } = consumer;
    const given = action !== undefined && {
      action: await resolved(action, mode),
      force: false,
    };
    const common = { ctx, log, provider, api, namespace: "shop-dev" };
    return await firstCreated(() =>
      (access.name(name) as Fn)({ ...common, ...given, ...params }),
    );
  };
}

type Install = (context: object, log: object) => Promise<void>;

interface Installs {
  /** To 0.13.49. */
  install?: Install;
  /** From 0.13.50 on. */
  ensure?: Install;
}
