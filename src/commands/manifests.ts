import { podSpecsOf, type Manifest } from "../manifests/pod-specs.js";
import type { HandlerParams } from "./garden.js";
import { gardenFunctionNames, gardenFunctions } from "./garden-functions.js";
import type { GardenAccess, GardenCommand } from "./garden-access.js";
import { kubernetesProviders } from "./kubernetes-providers.js";
import { memoryApi } from "./memory-api.js";
import { offlineNames, takeClusterAway } from "./offline.js";
import type { Project } from "./project.js";
import { writeResult } from "./result.js";
import { inOneLine, renderTasks, type NotShown } from "./tasks.js";

/** A workload that Garden would create: as it does itself, and with the patch. */
export interface RenderedWorkload {
  /** What makes it: `Deploy web`, or `buildkit builder`. */
  readonly origin: string;
  readonly mode: string;
  readonly unpatched: Manifest;
  readonly patched: Manifest;
}

/** What `manifests` finds out inside Garden. */
export interface ManifestsResult {
  readonly project: string;
  readonly environment: string;
  /** The providers of the kubernetes family; empty where the environment has none. */
  readonly providers: readonly string[];
  readonly workloads: readonly RenderedWorkload[];
  /** What else the Deploys hold: `ConfigMap web-config`. */
  readonly others: readonly string[];
  readonly notShown: readonly NotShown[];
}

export const manifestsCommand: GardenCommand = {
  names: gardenFunctionNames,
  offline: true,
  declared: takeClusterAway,
  create: (access) => ({
    name: "pull-secrets-manifests",
    description: "Render what Garden would create, without a cluster.",
    handler: async (params: HandlerParams) =>
      await writeResult(await renderProject(access, params)),
  }),
};

/** A rendered thing and what makes it. */
interface Rendered {
  readonly origin: string;
  readonly mode: string;
  readonly manifest: Manifest;
}

async function renderProject(
  access: GardenAccess,
  { garden, log, args }: HandlerParams,
): Promise<ManifestsResult> {
  const functions = gardenFunctions(access);
  // Throws where this Garden lacks one: the cluster would not have been taken away.
  for (const name of offlineNames) access.name(name);
  const providers = await kubernetesProviders(garden, log);
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: ["*"] },
  });
  const notShown: NotShown[] = [];
  const patched: Rendered[] = [];
  const unpatched: Rendered[] = [];
  for (const provider of providers) {
    const api = memoryApi();
    const project: Project = { garden, functions, log, graph, provider, api };
    const tasks = renderTasks(project, args.includes("--all"), notShown);
    for (const { origin, mode, render } of tasks) {
      try {
        const before = await access.unpatched(render);
        const after = await render();
        unpatched.push(
          ...before.map((manifest) => ({ origin, mode, manifest })),
        );
        patched.push(...after.map((manifest) => ({ origin, mode, manifest })));
      } catch (error) {
        notShown.push({ what: origin, reason: inOneLine(error) });
      }
    }
  }
  return {
    project: garden.projectName,
    environment: `${garden.environmentName}.${garden.namespace}`,
    providers: providers.map(({ name }) => name),
    ...sorted(unpatched, patched),
    notShown,
  };
}

/** Pairs what was rendered twice, and sets aside what has no pod. */
function sorted(
  unpatched: readonly Rendered[],
  patched: readonly Rendered[],
): Pick<ManifestsResult, "workloads" | "others"> {
  const workloads: RenderedWorkload[] = [];
  const others: string[] = [];
  for (const [index, { origin, mode, manifest }] of patched.entries()) {
    const before = unpatched[index]?.manifest;
    if (before && podSpecsOf(manifest).length > 0) {
      workloads.push({ origin, mode, unpatched: before, patched: manifest });
    } else {
      others.push(`${manifest.kind ?? "?"} ${manifest.metadata?.name ?? "?"}`);
    }
  }
  return { workloads, others };
}
