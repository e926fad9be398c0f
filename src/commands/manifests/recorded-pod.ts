import type { Manifest } from "../../manifests/pod-specs.js";
import { PodRecorded } from "../inside/memory-api.js";

/** The one-shot pod that `run` was about to create, with a name that is the same each time; none where it ends without. */
export async function recordedPod(run: Promise<unknown>): Promise<Manifest[]> {
  try {
    await run;
  } catch (error) {
    if (error instanceof PodRecorded) return [withFixedName(error.pod)];
    throw error;
  }
  return [];
}

/** Garden ends the names of one-shot pods in six digits of a hash of the time (its `makePodName`). */
function withFixedName(pod: Manifest): Manifest {
  const { name = "", ...metadata } = pod.metadata ?? {};
  return {
    ...pod,
    metadata: { ...metadata, name: name.replace(/-[0-9a-f]{6}$/, "") },
  };
}
