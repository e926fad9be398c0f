import { pluginContext } from "../../garden/contexts.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { GardenNames } from "../../garden/names.js";
import type { GardenAccess } from "../garden-access.js";
import { takeClusterAway } from "./offline.js";
import type { Project } from "./project.js";

type Factory = GardenNames["KubeApi"]["factory"];

/** The way to the cluster that each class had before it was taken away. Set and read in this file only. */
const factories = new WeakMap<GardenNames["KubeApi"], Factory>();

/** Takes the cluster away from Garden, and keeps the way to it for ourselves: Garden can neither write there nor prepare
 *  anything, while a command of ours reads. */
export function keepCluster(
  declared: Partial<GardenNames>,
  access: Pick<GardenAccess, "configurationError">,
): void {
  const { KubeApi } = declared;
  if (KubeApi) factories.set(KubeApi, KubeApi.factory.bind(KubeApi));
  takeClusterAway(declared, access, false);
}

/** Garden's own client to the provider's cluster, with its kubeconfig and context. */
export async function clusterOf({
  functions,
  provider,
  garden,
  log,
}: Project): Promise<KubeApi> {
  const factory = factories.get(functions.KubeApi);
  if (factory === undefined) throw new Error("no KubeApi was declared");
  return await factory(log, await pluginContext(garden, provider), provider);
}
