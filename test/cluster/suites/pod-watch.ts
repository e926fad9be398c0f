import { spawn } from "node:child_process";
import { once } from "node:events";
import { cluster } from "./shared-cluster.js";

/** The pods that come into being while the watch lives, those that are gone again among them. */
export interface PodWatch {
  /** The names of a pod's pull secrets, by the beginning of the pod's name, as soon as there is such a pod; of several,
   *  the newest. */
  pullSecrets(namePrefix: string): Promise<string[]>;
  stop(): void;
}

/** Watches the pods of a new namespace: many of Garden's live for seconds only. */
export function watchPods(namespace: string): PodWatch {
  const { binaries, kubeconfig } = cluster();
  const child = spawn(
    binaries.kubectl,
    [
      "get",
      "pods",
      `--kubeconfig=${kubeconfig}`,
      `--namespace=${namespace}`,
      "--watch",
      "--no-headers",
      "--output=custom-columns=NAME:.metadata.name,SECRETS:.spec.imagePullSecrets[*].name",
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return {
    async pullSecrets(namePrefix) {
      for (;;) {
        const line = text
          .split("\n")
          .slice(0, -1)
          .findLast((candidate) => candidate.startsWith(namePrefix));
        const [, secrets] = line?.split(/\s+/) ?? [];
        if (secrets !== undefined)
          return secrets === "<none>" ? [] : secrets.split(",");
        await once(child.stdout, "data");
      }
    },
    stop: () => void child.kill(),
  };
}
