import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { startCluster } from "../cluster/cluster.js";
import { makeExampleObjects } from "../cluster/example-objects.js";
import { installGardenTools } from "../cluster/garden-tools.js";
import { temporaryFolder } from "../garden/project.js";
import { clusterCommandRows } from "./cluster-commands.js";
import { addTags } from "./cluster-images.js";
import {
  namespacesOf,
  podRows,
  removeWorkloads,
  type Stage,
} from "./cluster-pods.js";
import { modulesOf, type Given } from "./given.js";
import { expectEnd, ours } from "./product.js";
import { conformanceProject, lineOf } from "./project.js";
import { notRun, type Row } from "./report.js";

/** What the product does on a cluster whose node may not pull anything from Docker Hub anonymously: each kind of pod
 *  without the patch, then with it, then our own commands. Starts that cluster, and removes it. `add` gets each row as
 *  soon as it is known, `say` hears how the cluster comes up. */
export async function clusterRows(
  given: Given,
  version: string,
  env: Readonly<Record<string, string>>,
  add: (rows: readonly Row[]) => void,
  say: (line: string) => void,
): Promise<void> {
  const modules = modulesOf(given);
  if (modules === null) {
    const reason = "this binary has not been extracted";
    add([notRun("on a cluster", "all", reason)]);
    return;
  }
  const cluster = await startCluster({ say, ...ownNetwork() });
  try {
    const home = temporaryFolder();
    installGardenTools(home, cluster.binaries, modules);
    const stageOf = async (name: string, patched: boolean): Promise<Stage> => {
      for (const namespace of namespacesOf(name))
        if (!(await exists(namespace)))
          await makeExampleObjects(cluster, namespace);
      const project = conformanceProject(lineOf(version), name);
      const gardenEnv = { ...env, HOME: home, KUBECONFIG: cluster.kubeconfig };
      return {
        given,
        version,
        cluster,
        project,
        name,
        env: gardenEnv,
        patched,
      };
    };
    const exists = async (namespace: string) => {
      const all = await cluster.kubectl("get", "namespaces", "--output=name");
      return all.split("\n").includes(`namespace/${namespace}`);
    };

    const unpatched = await stageOf("unpatched", false);
    const named = await imagesOf(unpatched);
    for (const tag of await addTags(named, cluster)) say(`added: ${tag}`);
    await podRows(unpatched, add);
    await removeWorkloads(cluster, namespacesOf(unpatched.name));
    const patched = await stageOf("shop", true);
    await podRows(patched, add);
    await clusterCommandRows(patched, add);
  } finally {
    await cluster.stop();
  }
}

/** All that Garden's pods can name. */
async function imagesOf({ given, project, env }: Stage): Promise<string[]> {
  const product = { garden: given.garden, project, env: () => env };
  const end = await ours(product, "manifests", ["--all", "-o", "json"]);
  expectEnd(end, 0);
  const { items } = JSON.parse(end.stdout) as { items: Manifest[] };
  return items
    .flatMap(podSpecsOf)
    .flatMap(({ initContainers = [], containers }) => [
      ...initContainers,
      ...containers,
    ])
    .flatMap(({ image }) => image ?? []);
}

function ownNetwork(): { bridge: string; subnet: string } {
  const number = process.pid % 100;
  return {
    bridge: `gardenconf${String(number)}`,
    subnet: `10.${String(100 + number)}`,
  };
}
