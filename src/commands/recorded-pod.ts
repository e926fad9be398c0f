import type { Manifest } from "../manifests/pod-specs.js";
import { PodRecorded } from "./memory-api.js";

/** The one-shot pod that `run` was about to create; none where it ends without. */
export async function recordedPod(run: Promise<unknown>): Promise<Manifest[]> {
  try {
    await run;
  } catch (error) {
    if (error instanceof PodRecorded) return [error.pod];
    throw error;
  }
  return [];
}
