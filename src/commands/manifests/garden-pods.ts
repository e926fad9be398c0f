import { replacedFunction, type GardenFunction } from "../../garden/names.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { patches } from "../../patches/index.js";
import type { OfflinePods } from "../../patches/offline-pods.js";
import type { Project } from "../inside/project.js";

/** Pods that Garden makes for itself. */
interface GardenPods extends Pick<
  OfflinePods<GardenFunction>,
  "origin" | "buildMode"
> {
  /** Throws an Error with the reason where they can't be known offline. */
  readonly render: () => Promise<Manifest[]>;
}

/** The kinds of them that this Garden has, in the order of the table. What no patch reaches is in patches/not-covered.ts. */
export function gardenPods(project: Project): GardenPods[] {
  return patches.flatMap(({ id, declares, offline }) =>
    offline === undefined || project.absent.has(id)
      ? []
      : {
          ...offline,
          render: async () => {
            const make = replacedFunction(project.functions, declares);
            return await offline.render(make, project);
          },
        },
  );
}
