import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findGarden } from "../../src/cli/start/find-garden.js";
import { modulesOf } from "../conformance/given.js";
import type { Cluster } from "./cluster.js";
import { makeExampleObjects } from "./example-objects.js";
import { installGardenTools } from "./garden-tools.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const core = path.join(repository, "node_modules", "@garden-io", "core");

/** What there is to play with. */
export interface Playground {
  /** The file for the shell to source: it sets KUBECONFIG, puts the commands into PATH and goes to the example. */
  readonly activate: string;
  /** The name of the example, which fits the Garden. */
  readonly example: string;
}

/** Puts the example, ready to deploy, and commands to play with into the cluster's folder. `given` is a Garden, as
 *  --garden takes it; npm Garden where there is none. Throws NoGardenError where it is none. */
export async function preparePlayground(
  cluster: Cluster,
  given?: string,
): Promise<Playground> {
  const folder = path.join(cluster.folder, "playground");
  const installation = findGarden(given ?? core, process.cwd());
  mkdirSync(folder, { recursive: true });
  const name =
    installation.kind === "binary" && isCedar(installation.binary, folder)
      ? "shop-0.14"
      : "shop";
  const example = path.join(folder, name);
  const home = path.join(folder, "home");
  const bin = path.join(folder, "bin");
  for (const made of [home, bin]) mkdirSync(made, { recursive: true });
  cpSync(path.join(repository, "examples", name), example, {
    recursive: true,
  });
  execFileSync("git", ["init", "--quiet"], { cwd: example });
  if (installation.kind === "npm")
    symlinkSync(
      path.resolve(installation.core, "../.."),
      path.join(folder, "node_modules"),
    );
  for (const namespace of ["shop-dev", "shop-ci"])
    await makeExampleObjects(cluster, namespace);
  const modules = modulesOf({ installation });
  installGardenTools(home, cluster.binaries, modules ?? undefined);

  const garden = `HOME=${home} GARDEN_DISABLE_ANALYTICS=true GARDEN_DISABLE_VERSION_CHECK=true exec`;
  const unpatched = path.join(
    repository,
    "test",
    "garden",
    "unpatched-main.js",
  );
  const cli = path.join(repository, "dist", "cli", "main.js");
  const commands: Readonly<Record<string, string>> = {
    garden:
      installation.kind === "npm"
        ? `# npm Garden has no command of its own: this stands in for the official binary.\n${garden} node ${unpatched} ${installation.core} "$@"`
        : `${garden} ${installation.binary} "$@"`,
    "garden-pull-secrets": `${garden} node ${cli} "$@"`,
    kubectl: `exec ${cluster.binaries.kubectl} "$@"`,
    hub: hubCommand(cluster.hub.url),
  };
  for (const [name, script] of Object.entries(commands)) {
    const file = path.join(bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  const activate = path.join(folder, "activate");
  writeFileSync(
    activate,
    `export KUBECONFIG=${cluster.kubeconfig} PATH=${bin}:$PATH\ncd ${example}\n`,
  );
  return { activate, example: name };
}

/** Whether it is of the line 0.14, which takes no project that 0.13 takes. */
function isCedar(binary: string, cwd: string): boolean {
  const env = {
    ...process.env,
    GARDEN_DISABLE_ANALYTICS: "true",
    GARDEN_DISABLE_VERSION_CHECK: "true",
  };
  return /\b0\.14\./.test(
    execFileSync(binary, ["version"], { encoding: "utf8", cwd, env }),
  );
}

function hubCommand(url: string): string {
  return `# Docker Hub as this cluster's node knows it.
case "$1" in
  limit) curl --silent --request PUT ${url}/_control/anonymous-limit/"$2" ;;
  log) curl --silent ${url}/_control/log ;;
  reset) curl --silent --request POST ${url}/_control/reset ;;
  "") curl --silent ${url}/_control ;;
  *) echo "usage: hub [limit <anonymous pulls> | log | reset]" >&2; exit 2 ;;
esac`;
}
