import { expectMethods } from "../../garden/border-error.js";
import type { ActionContext } from "../../garden/garden.js";
import type { GardenNames } from "../../garden/names.js";
import { isKubernetes } from "../../garden/providers.js";
import type { GardenAccess } from "../garden-access.js";
import { memoryApi } from "./memory-api.js";
import {
  kubernetesOutputs,
  outputOptions,
  takenOutputs,
  withOutputs,
  type Outputs,
} from "./provider-outputs.js";
import { refuseUnknownProviders } from "./unknown-providers.js";

/** The classes of Garden's that `takeClusterAway` changes. */
export const offlineNames = [
  "ProviderRouter",
  "KubeApi",
  "PodRunner",
] as const satisfies readonly (keyof GardenNames)[];

/** Takes the cluster, and every provider's chance to prepare itself, away from a Garden process: no kubectl, no
 *  request, no pod, nothing of the user's run. Called for each class as soon as Garden declares it: when a command of
 *  ours gets its turn, Garden has prepared the command's own provider, and those that it depends on. Throws BorderError
 *  where a class lacks what is replaced. */
export function takeClusterAway(
  { ProviderRouter, KubeApi, PodRunner }: Partial<GardenNames>,
  access: Pick<GardenAccess, "configurationError">,
  standIns = true,
): void {
  if (ProviderRouter) {
    answerReady(ProviderRouter, standIns);
    refuseUnknownProviders(ProviderRouter, (message) =>
      access.configurationError(message),
    );
  }
  if (KubeApi) {
    expectMethods(KubeApi, "KubeApi", ["factory"]);
    KubeApi.factory = () => Promise.resolve(memoryApi());
  }
  if (PodRunner) recordPods(PodRunner);
}

/** What Garden has noted of a provider in its cache, it takes from there before it asks. */
function answerReady(
  { prototype }: GardenNames["ProviderRouter"],
  standIns: boolean,
): void {
  expectMethods(prototype, "ProviderRouter", ["getPluginHandler"]);
  const { getPluginHandler } = prototype;
  prototype.getPluginHandler = async function (params, ...rest) {
    const { handlerType, pluginName } = params;
    const answer = answers[handlerType];
    if (!answer) return await getPluginHandler.call(this, params, ...rest);
    const { garden } = this;
    const ofKubernetes =
      pluginName !== undefined && (await isKubernetes(garden, pluginName));
    if (outputOptions.prepare && !ofKubernetes)
      return await getPluginHandler.call(this, params, ...rest);
    const handler = async ({ ctx }: { ctx: ActionContext }) => {
      const { name, config } = ctx.provider;
      return answer(
        withOutputs(
          ofKubernetes ? kubernetesOutputs(config) : {},
          name,
          standIns ? await takenOutputs(garden) : [],
          outputOptions,
        ),
      );
    };
    return Object.assign(handler, { handlerType, pluginName });
  };
}

const answers: Readonly<Record<string, (outputs: Outputs) => object>> = {
  getEnvironmentStatus: readyStatus,
  prepareEnvironment: (outputs) => ({ status: readyStatus(outputs) }),
};

/** A made-up status is never cached: a real deploy would believe it. */
function readyStatus(outputs: Outputs): object {
  return { ready: true, disableCache: true, outputs };
}

interface Runner {
  createPod(params: object): Promise<void>;
}

/** A one-shot pod is made as Garden makes it, and handed to the api that stands in for the cluster. */
function recordPods({ prototype }: GardenNames["PodRunner"]): void {
  const methods = ["createPod", "runAndWait", "start", "stop"];
  expectMethods(prototype, "PodRunner", methods);
  const create = async function (this: Runner, params: object) {
    await this.createPod({ ...params, tty: false });
  };
  Object.assign(prototype, {
    runAndWait: create,
    start: create,
    stop: () => Promise.resolve(),
  });
}
