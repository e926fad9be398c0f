import type { Binaries } from "./binaries.js";
import { runCommand } from "./command.js";
import type { Run } from "./run.js";

/** Talks to the API server with all rights. */
export interface Kubectl {
  /** Runs kubectl and returns what it prints; throws with its complaint if it fails. */
  readonly run: (...args: string[]) => Promise<string>;
  /** Runs kubectl with objects as its input, of which the command line shows nothing. */
  readonly runWith: (
    objects: readonly object[],
    ...args: string[]
  ) => Promise<string>;
}

/** A kubectl that knows the cluster, and leaves nothing in the user's home folder. */
export function createKubectl(
  binaries: Binaries,
  kubeconfig: string,
  run: Run,
): Kubectl {
  const env = {
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: run.subfolder("kubectl-cache"),
  };
  return {
    run: (...args) => runCommand(binaries.kubectl, args, { env }),
    runWith(objects, ...args) {
      const list = { apiVersion: "v1", kind: "List", items: objects };
      const input = JSON.stringify(list);
      return runCommand(binaries.kubectl, args, { env, input });
    },
  };
}
