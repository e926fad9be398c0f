import type { PodScope } from "../../cluster/watch.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { currentPods, type LiveWorkload } from "./current-pods.js";
import { watchPulls, type PullWait } from "./pull-wait.js";

/** Looks at the pulls of some workloads while Garden waits for them. */
export interface WorkloadPulls extends Omit<PullWait, "lookAgain"> {
  /** Takes a workload as the API server has it now. */
  learn(workload: LiveWorkload): void;
}

/** Looks in all namespaces of these workloads as one. That of the scope is that of manifests that name none. */
export function watchWorkloads(
  scope: PodScope,
  workloads: readonly Manifest[],
): WorkloadPulls {
  const { namespace } = scope;
  const current = currentPods(workloads, namespace);
  const places = new Set(
    workloads.map(({ metadata }) => metadata?.namespace ?? namespace),
  );
  const looks = [...places].map((place) =>
    watchPulls({ ...scope, namespace: place }, (pods) => current.among(pods)),
  );
  const states = () => looks.map((look) => look.state());
  return {
    ended: Promise.race(looks.map(({ ended }) => ended)),
    state: () =>
      (["ended", "unknown", "waiting"] as const).find((state) =>
        states().includes(state),
      ) ?? "well",
    lastExplanation: () =>
      looks
        .map((look) => look.lastExplanation())
        .find((text) => text !== null) ?? null,
    learn(workload) {
      if (!current.learn(workload)) return;
      for (const look of looks) look.lookAgain();
    },
    stop: () => {
      for (const look of looks) look.stop();
    },
  };
}
