import sortBy from "lodash/sortBy.js";
import { podSpecsOf, type Manifest } from "../manifests/pod-specs.js";
import type { Garden, HandlerParams, Provider } from "./garden.js";
import { gardenFunctionNames, gardenFunctions } from "./garden-functions.js";
import type { GardenAccess, GardenCommand } from "./garden-access.js";
import { needsToRun } from "./needs-to-run.js";
import { offlineNames, takeClusterAway } from "./offline.js";
import type { Project } from "./project.js";
import { renderAction } from "./render.js";
import { gardenPods } from "./render-garden-pods.js";
import { writeResult } from "./result.js";

/** A workload that Garden would create: as it does itself, and with the patch. */
export interface RenderedWorkload {
  /** What makes it: `Deploy web`, or `buildkit builder`. */
  readonly origin: string;
  readonly mode: string;
  readonly unpatched: Manifest;
  readonly patched: Manifest;
}

/** What can't be shown, and why. */
export interface NotShown {
  readonly what: string;
  readonly reason: string;
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
    const project: Project = { garden, functions, log, graph, provider };
    const tasks = [
      ...gardenTasks(project, args.includes("--all")),
      ...actionTasks(project, notShown),
    ];
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

/** The providers whose plugin is `kubernetes` or has it as its base. */
async function kubernetesProviders(
  garden: Garden,
  log: HandlerParams["log"],
): Promise<Provider[]> {
  const found: Provider[] = [];
  for (const { name } of garden.getRawProviderConfigs()) {
    const plugin = await garden.getPlugin(name);
    if (plugin.name === "kubernetes" || plugin.base === "kubernetes") {
      found.push(await garden.resolveProvider(log, name));
    }
  }
  return found;
}

interface Task {
  readonly origin: string;
  readonly mode: string;
  readonly render: () => Promise<Manifest[]>;
}

function gardenTasks(project: Project, all: boolean): Task[] {
  const builds = project.graph
    .getActions()
    .some(({ kind, type }) => kind === "Build" && type === "container");
  return gardenPods
    .filter(
      ({ buildMode }) =>
        all || (builds && buildMode === project.provider.config.buildMode),
    )
    .map(({ origin, render }) => ({
      origin,
      mode: "default",
      render: () => render(project),
    }));
}

function actionTasks(project: Project, notShown: NotShown[]): Task[] {
  const actions = project.graph.getActions();
  const tasks: Task[] = [];
  for (const action of sortBy([...actions], ["kind", "name"])) {
    const origin = `${action.kind} ${action.name}`;
    if (action.kind === "Build" || action.isDisabled()) continue;
    const executed = needsToRun(action, actions);
    if (executed !== null) {
      notShown.push({
        what: origin,
        reason: `it ${executed}, which offline work does not run`,
      });
      continue;
    }
    tasks.push({
      origin,
      mode: action.mode(),
      render: async () => {
        const rendered = await renderAction(project, action);
        if (typeof rendered === "string") throw new Error(rendered);
        return rendered;
      },
    });
  }
  return tasks;
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

/** An error's first line; where that only announces what follows, the last one as well. */
function inOneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const [first = message] = lines;
  return first.endsWith(":") ? `${first} ${lines.at(-1) ?? ""}` : first;
}
