import type { KubeApi } from "../patches/garden.js";
import { takeClusterAway } from "./offline.js";
import type { GardenFunctions } from "./garden-functions.js";
import type { Project } from "./project.js";

type Factory = GardenFunctions["KubeApi"]["factory"];

let factory: Factory | undefined;

/** Takes the cluster away from Garden, and keeps the way to it for ourselves: Garden can neither write there nor prepare
 *  anything, while a command of ours reads. */
export function keepCluster(name: string, value: unknown): void {
  if (name === "KubeApi") {
    const { KubeApi } = { [name]: value } as unknown as GardenFunctions;
    factory = KubeApi.factory.bind(KubeApi);
  }
  takeClusterAway(name, value);
}

/** Garden's own client to the provider's cluster, with its kubeconfig and context. */
export async function clusterOf({
  provider,
  garden,
  log,
}: Project): Promise<KubeApi> {
  if (factory === undefined) throw new Error("no KubeApi was declared");
  const ctx = await garden.getPluginContext({
    provider,
    templateContext: undefined,
    events: undefined,
  });
  return (await factory(log, ctx, provider)) as KubeApi;
}
