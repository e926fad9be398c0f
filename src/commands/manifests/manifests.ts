import {
  kindOf,
  mayHidePods,
  podSpecsIn,
} from "../../manifests/custom-pods.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import type { HandlerParams } from "../../garden/garden.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { takeClusterAway } from "../inside/offline.js";
import { openProjects, type Where } from "../inside/open-projects.js";
import type { UnknownOutput } from "../inside/unknown-outputs.js";
import { forEach, originOf, renderTasks, type NotShown } from "./tasks.js";

/** A workload that Garden would create: as it does itself, and with the patch. */
export interface RenderedWorkload {
  /** What makes it: `Deploy web`, or `buildkit builder`. */
  readonly origin: string;
  readonly mode: string;
  readonly unpatched: Manifest;
  readonly patched: Manifest;
}

/** What `manifests` finds out inside Garden. */
export interface ManifestsResult extends Where {
  readonly workloads: readonly RenderedWorkload[];
  /** What else the Deploys hold: `ConfigMap web-config`. */
  readonly others: readonly string[];
  /** Custom resources in which no pod can be seen, though a controller may make some: `CronWorkflow.argoproj.io nightly`. */
  readonly unknown: readonly string[];
  readonly unknownOutputs: readonly UnknownOutput[];
  readonly notShown: readonly NotShown[];
}

export const manifestsCommand: GardenCommand = {
  name: "manifests",
  description: "Render what Garden would create, without a cluster.",
  names: commandNames,
  offline: true,
  declared: takeClusterAway,
  run: renderProject,
};

/** A rendered thing and what makes it. */
interface Rendered {
  readonly origin: string;
  readonly mode: string;
  readonly manifest: Manifest;
}

async function renderProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<ManifestsResult> {
  const opened = await openProjects(access, params, "sync", true);
  const { where, projects, unknownOutputs } = opened;
  const notShown: NotShown[] = [];
  const patched: Rendered[] = [];
  const unpatched: Rendered[] = [];
  for (const project of projects) {
    const all = params.args.includes("--all");
    const tasks = renderTasks(project, all, notShown);
    await forEach(tasks, originOf, notShown, async (task) => {
      const { origin, mode, render } = task;
      const before = await access.unpatched(render);
      const after = await render();
      unpatched.push(...before.map((manifest) => ({ origin, mode, manifest })));
      patched.push(...after.map((manifest) => ({ origin, mode, manifest })));
    });
  }
  return {
    ...where,
    ...sorted(unpatched, patched),
    unknownOutputs,
    notShown,
  };
}

/** Pairs what was rendered twice, and sets aside what has no pod. */
function sorted(
  unpatched: readonly Rendered[],
  patched: readonly Rendered[],
): Pick<ManifestsResult, "workloads" | "others" | "unknown"> {
  const workloads: RenderedWorkload[] = [];
  const others: string[] = [];
  const unknown: string[] = [];
  for (const [index, { origin, mode, manifest }] of patched.entries()) {
    const before = unpatched[index]?.manifest;
    if (before && podSpecsIn(manifest).length > 0) {
      workloads.push({ origin, mode, unpatched: before, patched: manifest });
    } else {
      const what = `${kindOf(manifest)} ${manifest.metadata?.name ?? "?"}`;
      (mayHidePods(manifest) ? unknown : others).push(what);
    }
  }
  return { workloads, others, unknown };
}
