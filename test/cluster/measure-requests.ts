import { patchedGarden, unpatchedGarden } from "../garden/process.js";
import { project, temporaryFolder } from "../garden/project.js";
import {
  benchCredentials,
  benchNamespaces,
  benchProject,
  benchSecrets,
  type BenchShape,
} from "./bench-projects.js";
import type { Cluster } from "./cluster.js";
import { installGardenTools } from "./garden-tools.js";

const gardens = {
  unpatched: { start: unpatchedGarden, env: {} },
  patched: { start: patchedGarden, env: {} },
  workloads: {
    start: patchedGarden,
    env: { GARDEN_PULL_SECRETS_WORKLOADS: "true" },
  },
};
const runs = { first: ["deploy"], second: ["deploy", "--force"] };

/** What one `garden deploy` cost the API server, from its audit log. */
export interface RequestCount extends BenchShape {
  /** `workloads`: patched, with the user's own workloads. */
  readonly garden: keyof typeof gardens;
  readonly run: keyof typeof runs;
  /** All requests of Garden and its tools. */
  readonly requests: number;
  /** Those that read or write one Secret of the provider config, and those of them that write. */
  readonly secretRequests: number;
  readonly secretWrites: number;
  /** Those that list Secrets: Garden looks for what to prune, once for every Deploy; helm for its releases. */
  readonly secretLists: number;
  /** Those that are about one ServiceAccount. */
  readonly accountRequests: number;
  readonly seconds: number;
}

/** Counts for projects of these shapes, with two Secrets from another namespace: the first deploy, and a second one with
 *  --force, of unpatched and of patched Garden. Garden without `workloads` copies no Secret for `kubernetes` and `helm`
 *  Deploys. */
export async function measureRequests(
  cluster: Cluster,
  shapes: readonly BenchShape[],
  tell: (count: RequestCount) => void = () => undefined,
): Promise<RequestCount[]> {
  const home = temporaryFolder();
  installGardenTools(home, cluster.binaries);
  await cluster.createNamespace(benchCredentials);
  for (const name of benchSecrets)
    await cluster.createPullSecret(benchCredentials, name);
  const counts: RequestCount[] = [];
  for (const [index, shape] of shapes.entries()) {
    for (const garden of gardensFor[shape.kind]) {
      const name = `bench-${garden}-${String(index)}`;
      const namespaces = benchNamespaces(name, shape);
      for (const namespace of namespaces)
        await cluster.createNamespace(namespace);
      const cwd = project(benchProject(name, shape));
      for (const run of ["first", "second"] as const) {
        const count = {
          ...shape,
          garden,
          run,
          ...(await measureRun(cluster, garden, run, cwd, home)),
        };
        tell(count);
        counts.push(count);
      }
      await cluster.kubectl(
        "delete",
        "namespace",
        ...namespaces,
        "--wait=false",
      );
    }
  }
  return counts;
}

const gardensFor: Readonly<
  Record<BenchShape["kind"], readonly (keyof typeof gardens)[]>
> = {
  container: ["unpatched", "patched"],
  kubernetes: ["unpatched", "workloads"],
  mixed: ["unpatched", "patched", "workloads"],
};

async function measureRun(
  { audit, kubeconfig }: Cluster,
  garden: keyof typeof gardens,
  run: keyof typeof runs,
  cwd: string,
  home: string,
): Promise<Omit<RequestCount, keyof BenchShape | "garden" | "run">> {
  const mark = await audit.mark();
  const started = Date.now();
  const { start, env } = gardens[garden];
  const { code, stdout } = await start(runs[run], {
    cwd,
    env: { HOME: home, KUBECONFIG: kubeconfig, ...env },
  });
  if (code !== 0) throw new Error(stdout);
  const seconds = (Date.now() - started) / 1000;
  const requests = (await audit.since(mark)).filter(
    ({ user }) => user === "cluster-admin",
  );
  const about = (kind: string) =>
    requests.filter(({ resource }) => resource === kind);
  const secrets = about("secrets");
  const named = secrets.filter(({ name }) => benchSecrets.includes(name));
  return {
    requests: requests.length,
    secretRequests: named.length,
    secretWrites: named.filter(({ verb }) => verb !== "get").length,
    secretLists: secrets.filter(({ verb }) => verb === "list").length,
    accountRequests: about("serviceaccounts").length,
    seconds,
  };
}
