import type { Manifest } from "../../manifests/pod-specs.js";
import { actionContext } from "../../garden/contexts.js";
import type {
  Action,
  ActionContext,
  ActionSpec,
  ResolvedAction,
} from "../../garden/garden.js";
import type { Project } from "../inside/project.js";
import {
  needsHelm,
  needsKustomize,
  needsProgram,
} from "../../patches/offline-pods.js";
import { recordedPod } from "../../patches/recorded-pod.js";

/** Is given the reason why an action is rendered as without sync mode, although it is in it. */
type WithoutSync = (error: unknown) => void;

/** The manifests that Garden would apply for an action, or the reason why they can't be known offline. */
export async function renderAction(
  project: Project,
  action: Action,
  withoutSync: WithoutSync,
): Promise<Manifest[] | string> {
  const render = renderers[`${action.kind} ${action.type}`];
  if (!render)
    return `${action.type} is no type that Garden's Kubernetes plugin makes pods of`;
  if (typeof render === "string") return render;
  const resolved = await project.resolve(action);
  return await render(
    project,
    resolved,
    await actionContext(project, resolved),
    withoutSync,
  );
}

/** Whether Garden's Kubernetes plugin may make pods of such an action. */
export function mayMakePods({ kind, type }: Action): boolean {
  return `${kind} ${type}` in renderers;
}

type Renderer = (
  project: Project,
  action: ResolvedAction,
  ctx: ActionContext,
  withoutSync: WithoutSync,
) => Promise<Manifest[] | string>;

const renderers: Record<string, Renderer | string> = {
  "Deploy container": async ({ api, functions, log }, action, ctx) => {
    const imageId = functions.getDeployedImageId(action);
    const { manifests } = await functions.createContainerManifests({
      ctx,
      api,
      log,
      action,
      imageId,
    });
    return manifests;
  },
  "Deploy kubernetes": renderKubernetesDeploy,
  "Deploy helm": needsHelm,
  "Deploy configmap": () => Promise.resolve([]),
  "Deploy persistentvolumeclaim": () => Promise.resolve([]),
  "Run container": ({ functions, log }, action, ctx) =>
    recordedPod(
      functions.k8sContainerRun({ ctx, log, action, interactive: false }),
    ),
  "Test container": ({ functions, log }, action, ctx) =>
    recordedPod(
      functions.k8sContainerTest({ ctx, log, action, interactive: false }),
    ),
  "Run kubernetes-pod": renderKubernetesPod,
  "Test kubernetes-pod": renderKubernetesPod,
  "Run helm-pod": needsHelm,
  "Test helm-pod": needsHelm,
  "Run kubernetes-exec": () => Promise.resolve([]),
  "Test kubernetes-exec": () => Promise.resolve([]),
};

async function renderKubernetesDeploy(
  { api, functions, log, provider }: Project,
  action: ResolvedAction,
  ctx: ActionContext,
  withoutSync: WithoutSync,
): Promise<Manifest[] | string> {
  const spec = action.getSpec();
  const program = neededProgram(spec);
  if (program !== null) return program;
  const defaultNamespace = await functions.getActionNamespace({
    ctx,
    log,
    action,
    provider,
  });
  const manifests = await functions.getManifests({
    ctx,
    api,
    log,
    action,
    defaultNamespace,
  });
  if (action.mode() !== "sync" || !spec.sync) return manifests;
  try {
    const configured = await functions.configureSyncMode({
      ctx,
      log,
      provider,
      action,
      defaultTarget: spec.defaultTarget,
      manifests,
      spec: spec.sync,
    });
    return configured.manifests;
  } catch (error) {
    withoutSync(error);
    return manifests;
  }
}

async function renderKubernetesPod(
  { functions, log, provider }: Project,
  action: ResolvedAction,
  ctx: ActionContext,
): Promise<Manifest[] | string> {
  const program = neededProgram(action.getSpec());
  if (program !== null) return program;
  const namespace = await functions.getActionNamespace({
    ctx,
    log,
    action,
    provider,
  });
  return await recordedPod(
    functions.runOrTestWithPod({ ctx, log, action, namespace }),
  );
}

function neededProgram({
  kustomize,
  patchResources = [],
}: ActionSpec): string | null {
  if (kustomize?.path !== undefined) {
    return needsKustomize;
  }
  if (patchResources.length > 0) {
    return needsProgram("kubectl applies its patchResources");
  }
  return null;
}
