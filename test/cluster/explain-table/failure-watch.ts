import { spawn } from "node:child_process";
import type { Cluster } from "../cluster.js";

/** When the kubelet first reported a failed pull. */
export interface FailureWatch {
  /** In milliseconds since 1970, as soon as it has. */
  readonly first: Promise<number>;
  readonly stop: () => void;
}

/** The kubelet's events of a failed pull (pkg/kubelet/events). */
const failed = /^(?:Failed|InspectFailed|ErrImageNeverPull) /m;

/** Watches the events of a new namespace: their own times are in whole seconds. */
export function watchFailures(
  { binaries, kubeconfig }: Cluster,
  namespace: string,
): FailureWatch {
  const child = spawn(
    binaries.kubectl,
    [
      "get",
      "events",
      `--kubeconfig=${kubeconfig}`,
      `--namespace=${namespace}`,
      "--watch",
      "--no-headers",
      "--output=custom-columns=REASON:.reason,POD:.involvedObject.name",
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const first = new Promise<number>((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (failed.test(text)) resolve(Date.now());
    });
  });
  return { first, stop: () => void child.kill() };
}
