import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Cluster } from "./cluster.js";

/** The pods that come into being while the watch lives, those that are gone again among them. */
export interface PodWatch {
  /** The names of a pod's pull secrets, by the beginning of the pod's name, as soon as there is such a pod; of several,
   *  the newest. */
  pullSecrets(namePrefix: string): Promise<string[]>;
  /** The same, of the pods that there have been until now; null where there was none. */
  pullSecretsSoFar(namePrefix: string): Promise<string[] | null>;
  stop(): void;
}

/** Watches the pods of a namespace: many of Garden's live for seconds only. */
export function watchPods(
  { binaries, kubeconfig, apply }: Cluster,
  namespace: string,
): PodWatch {
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

  function seen(namePrefix: string): string[] | null {
    const line = text
      .split("\n")
      .slice(0, -1)
      .findLast((candidate) => candidate.startsWith(namePrefix));
    const [, secrets] = line?.split(/\s+/) ?? [];
    if (secrets === undefined) return null;
    return secrets === "<none>" ? [] : secrets.split(",");
  }
  async function pullSecrets(namePrefix: string): Promise<string[]> {
    for (;;) {
      const secrets = seen(namePrefix);
      if (secrets !== null) return secrets;
      await once(child.stdout, "data");
    }
  }
  let marks = 0;
  return {
    pullSecrets,
    async pullSecretsSoFar(namePrefix) {
      const mark = `until-now-${String((marks += 1))}`;
      await apply(podOfNobody(mark, namespace));
      await pullSecrets(mark);
      return seen(namePrefix);
    },
    stop: () => void child.kill(),
  };
}

/** A pod that no scheduler takes to a node: whoever watches has seen all before it once it is seen. */
function podOfNobody(name: string, namespace: string): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      schedulerName: "nobody",
      containers: [{ name: "main", image: "nobody" }],
    },
  };
}
