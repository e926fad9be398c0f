import { pluginContext } from "../../garden/contexts.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { GardenNames } from "../../garden/names.js";
import { takeClusterAway } from "./offline.js";
import type { Project } from "./project.js";

let factory: GardenNames["KubeApi"]["factory"] | undefined;

/** Takes the cluster away from Garden, and keeps the way to it for ourselves: Garden can neither write there nor prepare
 *  anything, while a command of ours reads. */
export function keepCluster(declared: Partial<GardenNames>): void {
  const { KubeApi } = declared;
  const original = KubeApi?.factory.bind(KubeApi);
  takeClusterAway(declared);
  factory ??= original;
}

/** Garden's own client to the provider's cluster, with its kubeconfig and context. */
export async function clusterOf({
  provider,
  garden,
  log,
}: Project): Promise<KubeApi> {
  if (factory === undefined) throw new Error("no KubeApi was declared");
  return await factory(log, await pluginContext(garden, provider), provider);
}
