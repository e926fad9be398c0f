import type { V1Pod } from "@kubernetes/client-node";
import { withAllPullSecrets } from "./all-pull-secrets.js";
import type { GardenLog, KubernetesProvider } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import { pluginContext } from "../../garden/contexts.js";
import { appNamespace } from "../offline-pods.js";
import type { Patch } from "../patch.js";
import { recordedPod } from "../recorded-pod.js";

/** What Garden runs a pod of its own with, once. */
interface Runner {
  readonly api: KubeApi;
  readonly provider: KubernetesProvider;
  readonly namespace: string;
  pod: V1Pod;
  createPod(
    params: { readonly log: GardenLog },
    ...rest: never[]
  ): Promise<void>;
}

type PodRunner = new (...args: never[]) => Runner;

/** All one-shot pods pass here, whoever made their manifest: `plugins kubernetes pull-image` makes one without a list. */
export const podRunner: Patch<PodRunner> = {
  id: "pod-runner",
  pod: "every other one-shot pod, such as the helper of `pull-image`",
  declares: "PodRunner",
  file: "plugins/kubernetes/run.ts",
  parameters: ["createPod"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "the helper of `pull-image` gets no pull secrets",
  wrap: (original, context) =>
    new Proxy(original, {
      construct(target, args, newTarget) {
        const runner = Reflect.construct(target, args, newTarget) as Runner;
        const createPod = runner.createPod.bind(runner);
        runner.createPod = async (params, ...rest) => {
          const { api, namespace, provider, pod } = runner;
          runner.pod = await withAllPullSecrets(
            pod,
            { api, namespace, provider, manifests: [], log: params.log },
            context,
          );
          await createPod(params, ...rest);
        };
        return runner;
      },
    }),
  offline: {
    origin: "pull-image",
    buildMode: null,
    /** The build modes that Garden knows name the builder's Secret by its data; any other, by a constant. What Garden
     *  appends to the pod's name is random. */
    async render(_, project) {
      const { functions, garden, log, provider } = project;
      const config = { ...provider.config, buildMode: "offline" };
      const ctx = await pluginContext(garden, { ...provider, config });
      const pods = await recordedPod(
        functions.pullBuild({ ctx, log, localId: "image", remoteId: "image" }),
      );
      const namespace = appNamespace(project);
      return pods.map((pod) => ({
        ...pod,
        metadata: { name: "pull-image", namespace },
      }));
    },
  },
};
