import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsIn } from "../../manifests/custom-pods.js";
import { imagesOf } from "../../manifests/images.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { appNamespace } from "../../patches/offline-pods.js";
import type { Project } from "../inside/project.js";
import { originOf, renderTasks } from "./tasks.js";
import { forEachShown, type NotShown } from "../not-shown.js";

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
  const workloads: Workload[] = [];
  const tasks = renderTasks(project, false, notShown);
  await forEachShown(tasks, originOf, notShown, async ({ render }) => {
    const manifests = await render();
    for (const manifest of manifests)
      for (const podSpec of podSpecsIn(manifest))
        workloads.push({
          manifest,
          podSpec,
          namespace: manifest.metadata?.namespace ?? appNamespace(project),
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
