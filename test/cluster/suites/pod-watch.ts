import { spawn } from "node:child_process";
import { cluster } from "./shared-cluster.js";

/** The pods that came into being since the watch began, those that are gone again among them. */
export interface PodWatch {
  /** The names of a pod's pull secrets, by the beginning of the pod's name; null where there was none. */
  pullSecrets(namePrefix: string): string[] | null;
  stop(): void;
}

/** Watches the pods of all namespaces: many of Garden's live for seconds only. */
export function watchPods(): PodWatch {
  const { binaries, kubeconfig } = cluster();
  const child = spawn(
    binaries.kubectl,
    [
      "get",
      "pods",
      `--kubeconfig=${kubeconfig}`,
      "--all-namespaces",
      "--watch-only",
      "--no-headers",
      "--output=custom-columns=NAME:.metadata.name,SECRETS:.spec.imagePullSecrets[*].name",
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return {
    pullSecrets(namePrefix) {
      const line = text
        .split("\n")
        .findLast((candidate) => candidate.startsWith(namePrefix));
      const [, secrets] = line?.split(/\s+/) ?? [];
      if (secrets === undefined) return null;
      return secrets === "<none>" ? [] : secrets.split(",");
    },
    stop: () => void child.kill(),
  };
}
