import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { V1Pod } from "@kubernetes/client-node";
import { satisfies } from "semver";
import type { Cluster } from "../cluster/cluster.js";
import { watchPods, type PodWatch } from "../cluster/pod-watch.js";
import { whenListed } from "../cluster/watch.js";
import { repository } from "../garden/project.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import {
  aboutPods,
  pulls,
  steps,
  type PodKind,
  type Step,
} from "./cluster-steps.js";
import type { Given } from "./given.js";
import { ended, expectEnd, lastWords } from "./product.js";
import { lineOf } from "./project.js";
import { tried, type Row } from "./report.js";
import { inTerminal } from "./terminal.js";

/** A project on a cluster, and a Garden for it. */
export interface Stage {
  readonly given: Given;
  readonly version: string;
  readonly cluster: Cluster;
  /** The folder of the project. */
  readonly project: string;
  /** What its namespaces begin with. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly patched: boolean;
}

const systemNamespace = "garden-system";
const places = (name: string) => ({
  dev: `${name}-dev`,
  ci: `${name}-ci`,
  ingress: `${name}-ingress`,
  system: systemNamespace,
});

/** The namespaces into which a project deploys. */
export function namespacesOf(name: string): string[] {
  return Object.values(places(name));
}

/** Lets Garden make each kind of pod while nothing may be pulled from Docker Hub without a login: what comes of it, and
 *  whether that is as documented. `add` gets each row. */
export async function podRows(
  stage: Stage,
  add: (rows: readonly Row[]) => void,
): Promise<void> {
  const about = aboutPods(stage.patched);
  const watches = new Map<string, PodWatch>();
  const line = lineOf(stage.version);
  try {
    for (const step of steps) {
      if (step.only !== undefined && step.only !== line) continue;
      const namespace = places(stage.name)[step.place ?? "dev"];
      const watch =
        watches.get(namespace) ?? watchPods(stage.cluster, namespace);
      watches.set(namespace, watch);
      await withoutPulls(stage.cluster);
      const ran = await tried(about, "", () => runStep(stage, step, namespace));
      for (const kind of step.makes)
        add([
          await tried(about, kind.what, async () => {
            if (ran.verdict === "failed") throw new Error(ran.reason);
            const seen = whatCame(stage, kind, ran.reason);
            if (stage.patched)
              expectNames(await watch.pullSecretsSoFar(kind.pod), kind);
            return seen;
          }),
        ]);
    }
  } finally {
    for (const watch of watches.values()) watch.stop();
  }
}

/** From now on Docker Hub lets nobody pull anonymously, and the node has no images. */
export async function withoutPulls(cluster: Cluster): Promise<void> {
  cluster.hub.reset();
  cluster.hub.setAnonymousLimit(0);
  await cluster.removeImages();
}

/** Runs it to its end, or until the pod that it makes has its images or not. Returns its last words. */
async function runStep(
  stage: Stage,
  step: Step,
  namespace: string,
): Promise<string> {
  const { version, project, env, patched, cluster } = stage;
  const line = lineOf(version);
  const [program = "", ...args] = [
    ...gardenCommand(stage),
    ...step.command(line),
  ];
  const workloads = step.workloads && { [workloadsVariable]: "true" };
  const options = { cwd: project, env: { ...env, ...workloads } };
  if (step.stays?.(line)) {
    const earlier = await podsIn(cluster, namespace);
    const terminal = inTerminal([program, ...args], options);
    try {
      await Promise.race([
        whenPulled(cluster, namespace, earlier),
        terminal.ended.then(() => {
          throw new Error(`it has ended: ${lastWords(terminal.drawn())}`);
        }),
      ]);
    } finally {
      await terminal.close();
    }
    return lastWords(terminal.drawn());
  }
  const end = await ended(program, args, options);
  const mayFail =
    step.endsBadly ?? (!patched && step.makes.some(isRefused(version)));
  if (!mayFail) expectEnd(end, 0);
  return lastWords(end.stdout + end.stderr);
}

/** What starts this Garden, with the patch or without. */
export function gardenCommand({ given, patched }: Stage): string[] {
  const { installation, garden } = given;
  const main = path.join(repository, "dist", "cli", "main.js");
  if (patched) return [process.execPath, main, "run", "--garden", garden, "--"];
  if (installation.kind === "binary") return [installation.binary];
  const unpatched = path.join(repository, "test/garden/unpatched-main.js");
  return [process.execPath, unpatched, installation.core];
}

async function podsIn(cluster: Cluster, namespace: string): Promise<string[]> {
  const pods = ["get", "pods", `--namespace=${namespace}`, "--output=name"];
  return (await cluster.kubectl(...pods)).split("\n");
}

/** Waits until an image of a new pod was refused, or all of its containers run. */
async function whenPulled(
  cluster: Cluster,
  namespace: string,
  earlier: readonly string[],
): Promise<void> {
  await whenListed(cluster, `/api/v1/namespaces/${namespace}/pods`, (pods) =>
    (pods as V1Pod[])
      .filter(
        ({ metadata }) => !earlier.includes(`pod/${metadata?.name ?? ""}`),
      )
      .some(isRefusedOrRuns),
  );
}

function isRefusedOrRuns({ status }: V1Pod): boolean {
  const init = status?.initContainerStatuses ?? [];
  const main = status?.containerStatuses ?? [];
  const refused = [...init, ...main].some(({ state }) =>
    /^(ErrImagePull|ImagePullBackOff)$/.test(state?.waiting?.reason ?? ""),
  );
  return (
    refused || (main.length > 0 && main.every(({ state }) => state?.running))
  );
}

const isRefused =
  (version: string) =>
  ({ refused }: PodKind): boolean =>
    refused !== null && satisfies(version, refused);

/** How Docker Hub answered for the image of a kind of pod. Throws where that is not as documented. */
function whatCame(
  { cluster, version, patched }: Stage,
  kind: PodKind,
  said: string,
): string {
  const { repository: wanted } = kind;
  const asked = manifestsAsked(cluster);
  const anonymous = asked.find(
    ({ user, repository: name }) =>
      user === undefined && (patched || name === wanted),
  );
  const pulled = asked.some(
    ({ user, status, repository: name }) =>
      user !== undefined && status === 200 && name === wanted,
  );
  const seen = anonymous ? "refused" : pulls;
  if (anonymous && patched)
    throw new Error(`${anonymous.repository} was asked for without a login`);
  if (!anonymous && !pulled)
    throw new Error(`nobody pulled ${wanted}: ${said}`);
  if (!patched && (seen === "refused") !== isRefused(version)(kind))
    throw new Error(`${seen}, which is not what is documented`);
  return seen;
}

/** Who asked Docker Hub for manifests; 401 is the challenge before each login. */
export function manifestsAsked({ hub }: Cluster) {
  return hub
    .log()
    .filter(
      ({ kind, method, status }) =>
        kind === "manifest" && method === "GET" && status !== 401,
    );
}

function expectNames(seen: string[] | null, { pod, names }: PodKind): void {
  if (seen === null) throw new Error(`there was no pod ${pod}...`);
  if (!isDeepStrictEqual(seen, names))
    throw new Error(`${seen.join(", ") || "none"}, not ${names.join(", ")}`);
}

/** Removes all workloads and pods from namespaces, and waits until they are gone. */
export async function removeWorkloads(
  cluster: Cluster,
  namespaces: readonly string[],
): Promise<void> {
  await Promise.all(
    namespaces.map(async (namespace) => {
      await cluster.kubectl(
        ...["delete", "deployments,daemonsets,pods", "--all"],
        ...[`--namespace=${namespace}`, "--grace-period=1"],
      );
      await whenListed(
        cluster,
        `/api/v1/namespaces/${namespace}/pods`,
        (pods) => pods.length === 0,
      );
    }),
  );
}
