import type { Context } from "./garden.js";
import type {
  GardenFunctions,
  PluginHandlerParams,
} from "./garden-functions.js";
import { memoryApi } from "./memory-api.js";

/** The classes of Garden's that `takeClusterAway` changes. */
export const offlineNames = [
  "ProviderRouter",
  "KubeApi",
  "PodRunner",
] as const satisfies readonly (keyof GardenFunctions)[];

/** Takes the cluster, and every provider's chance to prepare itself, away from a Garden process: no kubectl, no
 *  request, no pod, nothing of the user's run. Called for each class as soon as Garden declares it: when a command of
 *  ours gets its turn, Garden has prepared the command's own provider, and those that it depends on. */
export function takeClusterAway(name: string, value: unknown): void {
  const garden = { [name]: value } as unknown as GardenFunctions;
  switch (name as (typeof offlineNames)[number]) {
    case "ProviderRouter":
      answerReady(garden.ProviderRouter);
      break;
    case "KubeApi":
      garden.KubeApi.factory = () => Promise.resolve(memoryApi());
      break;
    case "PodRunner":
      recordPods(garden.PodRunner);
      break;
  }
}

/** The made-up status is never cached: a real deploy would believe it. */
function answerReady({ prototype }: GardenFunctions["ProviderRouter"]): void {
  const getPluginHandler = prototype.getPluginHandler;
  prototype.getPluginHandler = async function (params: PluginHandlerParams) {
    switch (params.handlerType) {
      case "getEnvironmentStatus":
        return handler(params, ({ ctx }) => readyStatus(ctx));
      case "prepareEnvironment":
        return handler(params, ({ ctx }) => ({ status: readyStatus(ctx) }));
      default:
        return await getPluginHandler.call(this, params);
    }
  };
}

type Answer = (params: { ctx: Context }) => unknown;

function handler(
  { handlerType, pluginName }: PluginHandlerParams,
  answer: Answer,
): unknown {
  return Object.assign(
    (params: { ctx: Context }) => Promise.resolve(answer(params)),
    {
      handlerType,
      pluginName,
    },
  );
}

function readyStatus(ctx: Context): object {
  const namespace = ctx.provider.config.namespace?.name;
  return {
    ready: true,
    disableCache: true,
    outputs: namespace === undefined ? {} : { "app-namespace": namespace },
  };
}

interface Runner {
  createPod(params: { log: unknown; tty: false }): Promise<void>;
}

/** A one-shot pod is made as Garden makes it, and handed to the api that stands in for the cluster. */
function recordPods({ prototype }: GardenFunctions["PodRunner"]): void {
  const create = async function (this: Runner, { log }: { log: unknown }) {
    await this.createPod({ log, tty: false });
  };
  Object.assign(prototype, {
    runAndWait: create,
    start: create,
    stop: () => Promise.resolve(),
  });
}
