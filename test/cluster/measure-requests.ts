import { patchedGarden, unpatchedGarden } from "../garden/process.js";
import { project, temporaryFolder, type Files } from "../garden/project.js";
import type { Cluster } from "./cluster.js";
import { installGardenTools } from "./garden-tools.js";

const gardens = { unpatched: unpatchedGarden, patched: patchedGarden };
const runs = { first: ["deploy"], second: ["deploy", "--force"] };

/** What one `garden deploy` cost the API server, from its audit log. */
export interface RequestCount {
  readonly deploys: number;
  readonly garden: keyof typeof gardens;
  readonly run: keyof typeof runs;
  /** All requests of Garden and its tools. */
  readonly requests: number;
  /** Those that read or write one Secret, and those of them that write. */
  readonly secretRequests: number;
  readonly secretWrites: number;
  /** Those that list Secrets: Garden looks for what to prune, once for every Deploy. */
  readonly secretLists: number;
  readonly seconds: number;
}

/** Counts for projects of so many `container` Deploys in one namespace, with two Secrets from another one: the first
 *  deploy, and a second one with --force, of unpatched and of patched Garden. */
export async function measureRequests(
  cluster: Cluster,
  sizes: readonly number[],
): Promise<RequestCount[]> {
  const home = temporaryFolder();
  installGardenTools(home, cluster.binaries);
  await cluster.createNamespace("bench-credentials");
  for (const name of ["dockerhub", "ghcr"])
    await cluster.createPullSecret("bench-credentials", name);
  const counts: RequestCount[] = [];
  for (const deploys of sizes) {
    for (const garden of ["unpatched", "patched"] as const) {
      const namespace = `bench-${garden}-${String(deploys)}`;
      const cwd = project(files(namespace, deploys));
      for (const run of ["first", "second"] as const) {
        counts.push({
          deploys,
          garden,
          run,
          ...(await measureRun(cluster, garden, run, cwd, home)),
        });
      }
      await cluster.kubectl("delete", "namespace", namespace, "--wait=false");
    }
  }
  return counts;
}

async function measureRun(
  { audit, kubeconfig }: Cluster,
  garden: keyof typeof gardens,
  run: keyof typeof runs,
  cwd: string,
  home: string,
): Promise<Omit<RequestCount, "deploys" | "garden" | "run">> {
  const mark = await audit.mark();
  const started = Date.now();
  const { code, stdout } = await gardens[garden](runs[run], {
    cwd,
    env: { HOME: home, KUBECONFIG: kubeconfig },
  });
  if (code !== 0) throw new Error(stdout);
  const seconds = (Date.now() - started) / 1000;
  const requests = (await audit.since(mark)).filter(
    ({ user }) => user === "cluster-admin",
  );
  const secrets = requests.filter(({ resource }) => resource === "secrets");
  const named = secrets.filter(({ verb }) => verb !== "list");
  return {
    requests: requests.length,
    secretRequests: named.length,
    secretWrites: named.filter(({ verb }) => verb !== "get").length,
    secretLists: secrets.length - named.length,
    seconds,
  };
}

function files(namespace: string, deploys: number): Files {
  const deploy = (index: number) =>
    `kind: Deploy\nname: app-${String(index)}\ntype: container\nspec: { image: registry.example.test/bench/app:1.0 }\n`;
  return {
    "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: bench
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${namespace}
    deploymentRegistry: { hostname: registry.example.test, namespace: bench }
    imagePullSecrets:
      - { name: dockerhub, namespace: bench-credentials }
      - { name: ghcr, namespace: bench-credentials }
`,
    "deploys.garden.yml": Array.from({ length: deploys }, (_, index) =>
      deploy(index),
    ).join("---\n"),
  };
}
