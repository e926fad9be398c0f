import type { Manifest } from "../manifests/pod-specs.js";

/** Thrown by what stands in for Garden's client where a one-shot pod was to be created: nothing waits for it. */
export class PodRecorded extends Error {
  readonly pod: Manifest;
  constructor(pod: Manifest) {
    super("offline: the pod was recorded in place of being run");
    this.pod = pod;
  }
}

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
