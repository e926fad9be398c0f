import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsIn } from "../../manifests/custom-pods.js";
import { imagesOf } from "../../manifests/images.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import type { Project } from "../inside/project.js";
import { forEach, originOf, renderTasks, type NotShown } from "./tasks.js";

/** A pod spec that Garden would create, and where it stands. */
export interface Workload {
  readonly manifest: Manifest;
  readonly podSpec: V1PodSpec;
  readonly namespace: string;
  /** What is deployed together with it. */
  readonly manifests: readonly Manifest[];
}

/** All workloads that Garden would create with a provider. What can't be rendered goes to `notShown`. */
export async function renderWorkloads(
  project: Project,
  notShown: NotShown[],
): Promise<Workload[]> {
  const ofProvider = project.provider.config.namespace?.name ?? "default";
  const workloads: Workload[] = [];
  const tasks = renderTasks(project, false, notShown);
  await forEach(tasks, originOf, notShown, async ({ render }) => {
    const manifests = await render();
    for (const manifest of manifests)
      for (const podSpec of podSpecsIn(manifest))
        workloads.push({
          manifest,
          podSpec,
          namespace: manifest.metadata?.namespace ?? ofProvider,
          manifests,
        });
  });
  return workloads;
}

/** The images of the workloads that Garden would create. */
export async function projectImages(
  project: Project,
  notShown: NotShown[],
): Promise<string[]> {
  const workloads = await renderWorkloads(project, notShown);
  return workloads.flatMap(({ podSpec }) => imagesOf(podSpec));
}
