import path from "node:path";
import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { gte } from "semver";
import { causes } from "../../src/diagnose/causes.js";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { startCluster, type Cluster } from "../cluster/cluster.js";
import { makeExampleObjects } from "../cluster/example-objects.js";
import { installGardenTools } from "../cluster/garden-tools.js";
import type { Ended } from "../garden/process.js";
import { repository, temporaryFolder } from "../garden/project.js";
import { addTags } from "./cluster-images.js";
import { modulesOf, type Given } from "./given.js";
import { ended, expectEnd, ours, lastWords, type Product } from "./product.js";
import { conformanceProject, lineOf, provider } from "./project.js";
import { notRun, tried, type Row } from "./report.js";
import { inTerminal } from "./terminal.js";

const about = "on a cluster, no anonymous pull left";
const namespace = "shop-dev";

/** What the product does on a cluster whose node may not pull anything from Docker Hub anonymously. Starts that cluster,
 *  and removes it. `say` hears how. */
export async function clusterRows(
  given: Given,
  version: string,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Row[]> {
  const modules = modulesOf(given);
  if (modules === null)
    return [notRun(about, "all", "this binary has not been extracted")];
  const cluster = await startCluster({ say, ...ownNetwork() });
  try {
    await makeExampleObjects(cluster, namespace);
    const home = temporaryFolder();
    installGardenTools(home, cluster.binaries, modules);
    const product = {
      garden: given.garden,
      project: conformanceProject(lineOf(version)),
      env: { ...env, HOME: home, KUBECONFIG: cluster.kubeconfig },
    };
    const added = await addTags(await imagesOf(product), cluster);
    say(`images of this Garden: ${added.join(", ") || "no others"}`);
    return await storyOf({ given, version, cluster, product, say });
  } finally {
    await cluster.stop();
  }
}

/** All that Garden's pods can name. */
async function imagesOf(product: Product): Promise<string[]> {
  const end = await ours(product, "manifests", ["--all", "-o", "json"]);
  expectEnd(end, 0);
  const { items } = JSON.parse(end.stdout) as { items: Manifest[] };
  return items
    .flatMap(podSpecsOf)
    .flatMap(({ initContainers = [], containers }) => [
      ...initContainers,
      ...containers,
    ])
    .flatMap(({ image }) => image ?? []);
}

function ownNetwork(): { bridge: string; subnet: string } {
  const number = process.pid % 100;
  return {
    bridge: `gardenconf${String(number)}`,
    subnet: `10.${String(100 + number)}`,
  };
}

interface Stage {
  readonly given: Given;
  readonly version: string;
  readonly cluster: Cluster;
  readonly product: Product;
  readonly say: (line: string) => void;
}

/** One after the other: each finds what the one before left. */
async function storyOf(stage: Stage): Promise<Row[]> {
  const { cluster, product, version, say } = stage;
  const rows: Row[] = [];
  const row = async (what: string, look: () => Promise<string>) => {
    cluster.hub.reset();
    cluster.hub.setAnonymousLimit(0);
    await cluster.removeImages();
    const found = await tried(about, what, look);
    say(`${found.verdict}: ${what}: ${found.reason}`);
    rows.push(found);
  };
  const run = async (args: readonly string[], code = 0): Promise<Ended> => {
    const end = await ours(product, "run", [], args);
    if (end.code !== code)
      throw new Error(
        `exit code ${String(end.code)}: ${lastWords(end.stdout)}`,
      );
    return end;
  };

  const mended = gte(version, "0.13.43");
  await row("unpatched: sync", async () => {
    const seen = await synced(stage, false);
    if (seen.refused === mended) throw new Error(seen.words);
    return seen.words;
  });
  await cluster.kubectl(
    "delete",
    "deployment",
    "web",
    `--namespace=${namespace}`,
  );
  await row("run -- sync", async () => {
    const seen = await synced(stage, true);
    if (seen.refused) throw new Error(seen.words);
    const meant = ["web-team", ...provider].join(", ");
    if (seen.names.join(", ") !== meant)
      throw new Error(`${seen.names.join(", ")}, not ${meant}`);
    return `${seen.words}; ${pulledByUser(cluster, "gardendev/k8s-sync")}`;
  });
  await row("run -- build api", async () => {
    await run(["build", "api", "--force"]);
    return pulledByUser(cluster, "gardendev/buildkit");
  });
  await row("run -- deploy plain", async () => {
    await run(["deploy", "plain"]);
    return pulledByUser(cluster, "library/busybox");
  });
  await row("run -- run seed", async () => {
    await run(["run", "seed", "--force"]);
    return pulledByUser(cluster, "library/busybox");
  });
  await row("run -- test smoke", async () => {
    await run(["test", "smoke", "--force"]);
    return pulledByUser(cluster, "library/busybox");
  });
  await row("check", async () => {
    const end = await ours(product, "check", ["."]);
    expectEnd(end, 0);
    return lastWords(end.stdout.trim().split("\n").at(-1) ?? "");
  });
  await row("a wrong password is explained, once", async () => {
    const { user } = cluster.credentials;
    const account = { user, password: "wrong" };
    await cluster.createPullSecret(
      "registry-credentials",
      "dockerhub",
      account,
    );
    const { stdout, stderr } = await run(["run", "seed", "--force"], 1);
    await cluster.createPullSecret("registry-credentials", "dockerhub");
    return explainedOnce(stdout + stderr);
  });
  await row("clean --dry-run", async () => {
    const end = await ours(product, "clean", [".", "--dry-run"]);
    expectEnd(end, 0);
    return lastWords(end.stdout);
  });
  return rows;
}

function explainedOnce(said: string): string {
  const { sentence } = causes["credential-rejected"];
  const times = said.split(sentence).length - 1;
  if (times === 0) throw new Error(lastWords(said));
  return `${sentence} (${String(times)} times)`;
}

/** Throws where somebody without a name asked for the image, or nobody with one got it. */
function pulledByUser({ hub }: Cluster, repository: string): string {
  const manifests = hub
    .log()
    .filter(({ kind, method }) => kind === "manifest" && method === "GET");
  const anonymous = manifests.find(
    ({ user, status }) => user === undefined && status !== 401,
  );
  if (anonymous)
    throw new Error(`${anonymous.repository} was pulled anonymously`);
  const pull = manifests.find(
    (request) =>
      request.repository === repository &&
      request.user !== undefined &&
      request.status === 200,
  );
  if (!pull) throw new Error(`nobody pulled ${repository}`);
  return `${repository} pulled by the Secret's user`;
}

interface Synced {
  /** Whether a pull was refused. */
  readonly refused: boolean;
  readonly words: string;
  readonly names: readonly string[];
}

/** Brings `web` into sync mode, until its pod runs or is refused. */
async function synced(stage: Stage, patched: boolean): Promise<Synced> {
  const { version, cluster, product } = stage;
  const inShell = lineOf(version) === "0.13";
  const args = inShell
    ? ["sync", "start", "web", "--deploy"]
    : ["deploy", "web", "--sync"];
  const command = patched ? patchedCommand(stage) : unpatchedCommand(stage);
  const options = { cwd: product.project, env: product.env };
  if (inShell) {
    const [program = "", ...before] = command;
    await ended(program, [...before, ...args], options);
    return await podOfWeb(cluster);
  }
  const terminal = inTerminal([...command, ...args], options);
  try {
    return await podOfWeb(cluster);
  } catch (error) {
    throw new Error(lastWords(terminal.drawn().slice(-2000)), { cause: error });
  } finally {
    await terminal.close();
  }
}

function patchedCommand({ given }: Stage): string[] {
  const main = path.join(repository, "dist", "cli", "main.js");
  return [process.execPath, main, "run", "--garden", given.garden, "--"];
}

function unpatchedCommand({ given: { installation } }: Stage): string[] {
  if (installation.kind === "binary") return [installation.binary];
  const unpatched = path.join(repository, "test/garden/unpatched-main.js");
  return [process.execPath, unpatched, installation.core];
}

/** Looks until the newest pod in sync mode runs, or one of its pulls is refused. */
async function podOfWeb({ kubectl }: Cluster): Promise<Synced> {
  const end = Date.now() + 120_000;
  for (;;) {
    const look = ["get", "pods,deployments", `--namespace=${namespace}`];
    const text = await kubectl(...look, "--output=json");
    const { items } = JSON.parse(text) as { items: (V1Pod | V1Deployment)[] };
    const pods = items.filter((item): item is V1Pod => item.kind === "Pod");
    const pod = pods.find(
      ({ metadata, spec }) =>
        metadata?.name?.startsWith("web-") && spec?.initContainers,
    );
    const statuses = [
      ...(pod?.status?.initContainerStatuses ?? []),
      ...(pod?.status?.containerStatuses ?? []),
    ];
    const names = (pod?.spec?.imagePullSecrets ?? []).map(
      ({ name }) => name ?? "",
    );
    const refused = statuses.find(({ state }) =>
      /^(ErrImagePull|ImagePullBackOff)$/.test(state?.waiting?.reason ?? ""),
    );
    if (refused)
      return { refused: true, words: `${refused.image} is refused`, names };
    if (pod?.status?.phase === "Running")
      return { refused: false, words: "the pod runs", names };
    if (Date.now() > end) throw new Error("no pod of web within 120 s");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
