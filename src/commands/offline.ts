import type { Manifest } from "../manifests/pod-specs.js";
import type {
  Context,
  GardenFunctions,
  PluginHandlerParams,
} from "./garden.js";
import { memoryApi } from "./memory-api.js";

/** Takes the cluster, and every provider's chance to prepare itself, away from this Garden process: no kubectl, no
 *  request, nothing of the user's run. The made-up status is never cached: a real deploy would believe it. */
export function takeClusterAway(garden: GardenFunctions): void {
  const { prototype } = garden.ProviderRouter;
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
  const api = memoryApi();
  garden.KubeApi.factory = () => Promise.resolve(api);
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

/** Records the pods of Runs and Tests in place of running them. */
export class PodRecorded extends Error {
  readonly pod: Manifest;
  constructor(pod: Manifest) {
    super("offline: the pod was recorded in place of being run");
    this.pod = pod;
  }
}

interface Runner {
  readonly pod: Manifest;
}

export function recordPods(garden: GardenFunctions): void {
  const record = function (this: Runner) {
    return Promise.reject(new PodRecorded(this.pod));
  };
  Object.assign(garden.PodRunner.prototype, {
    runAndWait: record,
    start: record,
  });
}
