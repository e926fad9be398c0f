import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { modulesOf, type Given } from "./given.js";
import { temporaryFolder } from "../garden/project.js";
import { toolPlaces } from "../garden/tool-places.js";
import { context } from "./project.js";

/** A kubeconfig for a cluster that is away: nothing listens on that port. */
const kubeconfig = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  "current-context": context,
  clusters: [
    {
      name: "away",
      cluster: {
        server: "http://127.0.0.1:9",
        // 0.14 takes plain http with it only.
        "insecure-skip-tls-verify": true,
      },
    },
  ],
  users: [{ name: "nobody", user: {} }],
  contexts: [{ name: context, context: { cluster: "away", user: "nobody" } }],
});

/** Returns what makes homes for Garden in which the cluster is away: a kubeconfig, and a stand-in for the kubectl that
 *  Garden would fetch, which knows that kubeconfig and nothing else. Of each it returns what the environment needs. Each
 *  process needs one of its own: of two Gardens in one home, the second may overwrite what the first keeps there, and
 *  the first crashes (0.14.20: "The config store does not contain a record"). A binary that has not been extracted
 *  fetches its own kubectl. */
export function homesWithoutCluster(
  given: Given,
): () => Record<string, string> {
  const modules = modulesOf(given);
  const places = modules === null ? [] : toolPlaces(modules);
  return () => {
    const home = temporaryFolder();
    const file = path.join(home, "kubeconfig.json");
    writeFileSync(file, kubeconfig);
    for (const { name, file } of places) {
      if (name === "kubectl")
        writeStandIn(path.join(home, ".garden/tools", file));
    }
    return { HOME: home, KUBECONFIG: file };
  };
}

function writeStandIn(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\necho '${kubeconfig}'\n`, { mode: 0o755 });
}
