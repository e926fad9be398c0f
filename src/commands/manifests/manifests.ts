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
import type { Project } from "../inside/project.js";
import { appNamespace } from "../../patches/offline-pods.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import { runWith } from "../../patches/running.js";
import { workloadsWanted } from "../../patches/workloads/workloads-option.js";
import { actionCounts, type ActionCount } from "./action-counts.js";
import { pullListsOf, type PullLists } from "./pull-lists.js";
import { originOf, renderTasks, type Task } from "./tasks.js";
import { forEachShown, type NotShown } from "../not-shown.js";

/** A workload that Garden would create: as it does itself, and with the patch. */
export interface RenderedWorkload extends PullLists {
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
  /** The providers whose configs name no pull secrets. */
  readonly withoutSecrets: readonly string[];
  /** By kind, once for each provider. */
  readonly actions: readonly ActionCount[];
}

export const manifestsCommand: GardenCommand = {
  name: "manifests",
  description: "Render what Garden would create, without a cluster.",
  names: commandNames,
  offline: true,
  declared: takeClusterAway,
  run: renderProject,
};

/** A rendered thing, what makes it, and its pods' pull secrets. */
interface Rendered extends PullLists {
  readonly origin: string;
  readonly mode: string;
  readonly unpatched: Manifest | undefined;
  readonly patched: Manifest;
}

async function renderProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<ManifestsResult> {
  const opened = await openProjects(access, params, "sync", true);
  const { where, projects, unknownOutputs } = opened;
  const notShown: NotShown[] = [];
  const rendered: Rendered[] = [];
  const actions: ActionCount[] = [];
  for (const project of projects) {
    const all = params.args.includes("--all");
    const isOptionOn = workloadsWanted() || params.args.includes("--workloads");
    const tasks = renderTasks(project, all, notShown);
    const done = new Set<string>();
    await forEachShown(tasks, originOf, notShown, async (task) => {
      rendered.push(...(await renderTask(access, project, task, isOptionOn)));
      done.add(task.origin);
    });
    actions.push(...actionCounts(project, done));
  }
  return {
    ...where,
    ...sorted(rendered),
    unknownOutputs,
    notShown,
    withoutSecrets: projects
      .map(({ provider }) => provider)
      .filter((provider) => pullSecretsOf(provider).references.length === 0)
      .map(({ name }) => name),
    actions,
  };
}

async function renderTask(
  access: GardenAccess,
  { provider }: Project,
  { origin, mode, isOfUser, render }: Task,
  isOptionOn: boolean,
): Promise<Rendered[]> {
  const unpatched = await access.unpatched(render);
  const renderWithOption = () => runWith({ wantsWorkloads: true }, render);
  const patched = await (isOptionOn ? renderWithOption() : render());
  const withOption =
    isOfUser && !isOptionOn ? await renderWithOption() : patched;
  const renderings = { unpatched, patched, withOption };
  const { references } = pullSecretsOf(provider);
  const namespace = appNamespace({ provider });
  return patched.map((manifest, index) => ({
    ...{ origin, mode: mode(), unpatched: unpatched[index], patched: manifest },
    ...pullListsOf(renderings, index, references, namespace, isOptionOn),
  }));
}

/** Sets aside what has no pod. */
function sorted(
  rendered: readonly Rendered[],
): Pick<ManifestsResult, "workloads" | "others" | "unknown"> {
  const workloads: RenderedWorkload[] = [];
  const others: string[] = [];
  const unknown: string[] = [];
  for (const { unpatched, ...workload } of rendered) {
    const { patched } = workload;
    if (unpatched && podSpecsIn(patched).length > 0) {
      workloads.push({ ...workload, unpatched });
    } else {
      const what = `${kindOf(patched)} ${patched.metadata?.name ?? "?"}`;
      (mayHidePods(patched) ? unknown : others).push(what);
    }
  }
  return { workloads, others, unknown };
}
