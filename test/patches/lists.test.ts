import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { buildkit } from "../../src/patches/buildkit.js";
import { containerDeploy } from "../../src/patches/container-deploy.js";
import { defaultBackend } from "../../src/patches/default-backend.js";
import type {
  ActionContext,
  DeployAction,
  GardenLog,
} from "../../src/patches/garden.js";
import { ingressKind } from "../../src/patches/ingress-kind.js";
import { ingressNginx } from "../../src/patches/ingress-nginx.js";
import { ingressTraefik } from "../../src/patches/ingress-traefik.js";
import { kaniko } from "../../src/patches/kaniko.js";
import { localMode } from "../../src/patches/local-mode.js";
import { podRunner } from "../../src/patches/pod-runner.js";
import { runPod } from "../../src/patches/run-pod.js";
import { syncMode } from "../../src/patches/sync-mode.js";
import { syncUtil } from "../../src/patches/sync-util.js";
import {
  contextOf,
  log,
  named,
  namespace,
  providerWith,
  recordingCluster,
  sourceNamespace,
  type RecordingCluster,
} from "./recording-cluster.js";

/** Whose lists there are. An absent one is no list at all. */
interface Lists {
  readonly own: readonly string[] | undefined;
  readonly account: readonly string[] | undefined;
  readonly provider: readonly string[];
}

interface Seam {
  readonly title: string;
  /** Whether the ServiceAccount's list counts where the pod has none: Garden gave it none either. */
  readonly account: boolean;
  /** Whether the seam itself sees to the Secrets; the others' callers do. */
  readonly copies: boolean;
  /** The pod's list in the end. */
  readonly run: (lists: Lists, cluster: RecordingCluster) => Promise<unknown>;
}

const action: DeployAction = { mode: () => "sync", getSpec: () => ({}) };

function podSpec(own: readonly string[] | undefined, image = "x"): V1PodSpec {
  return {
    ...(own && { imagePullSecrets: named(own) }),
    initContainers: [{ name: "garden-dev-init" }],
    containers: [{ name: "main", image }],
  };
}

function deployment(
  own: readonly string[] | undefined,
  name = "app",
  image = "x",
): Manifest {
  const manifest = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { template: { spec: podSpec(own, image) } },
  };
  return manifest;
}

function pod(own: readonly string[] | undefined): Manifest {
  const manifest = { apiVersion: "v1", kind: "Pod", spec: podSpec(own) };
  return manifest;
}

function listOf(manifest: Manifest | undefined): unknown {
  return manifest && podSpecsOf(manifest)[0]?.imagePullSecrets;
}

const missing: (ctx: ActionContext, to: GardenLog) => Promise<string> = () =>
  Promise.resolve("missing");

const proxy = "gardendev/k8s-reverse-proxy:0.1.0";

/** What stands in for Garden's function returns what the real one does with the caller's list, as it is. */
const seams: readonly Seam[] = [
  {
    title: "buildkit",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = buildkit.wrap(() => deployment(own), context);
      return Promise.resolve(listOf(wrapped(providerWith(provider), "", null)));
    },
  },
  {
    title: "sync-util",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = syncUtil.wrap(
        () => ({ deployment: deployment(own), service: {} }),
        context,
      );
      const { deployment: made } = wrapped(providerWith(provider), "", null);
      return Promise.resolve(listOf(made));
    },
  },
  {
    title: "kaniko",
    account: false,
    copies: false,
    run: ({ own, provider }, { context }) => {
      const wrapped = kaniko.wrap(() => pod(own), context);
      return Promise.resolve(
        listOf(wrapped({ provider: providerWith(provider) })),
      );
    },
  },
  {
    title: "container-deploy",
    account: false,
    copies: false,
    run: async ({ own, provider }, { context }) => {
      const wrapped = containerDeploy.wrap(
        () => Promise.resolve(deployment(own)),
        context,
      );
      return listOf(await wrapped({ provider: providerWith(provider) }));
    },
  },
  {
    title: "run-pod",
    account: false,
    copies: false,
    run: async ({ own, provider }, { context }) => {
      const wrapped = runPod.wrap(
        () => Promise.resolve(podSpec(provider)),
        context,
      );
      const made = await wrapped({
        provider: providerWith(provider),
        podSpec: podSpec(own),
      });
      return made.imagePullSecrets;
    },
  },
  {
    title: "pod-runner",
    account: true,
    copies: true,
    run: async ({ own, provider }, { context, api }) => {
      class PodRunner {
        readonly api = api;
        readonly namespace = namespace;
        readonly provider = providerWith(provider);
        pod = pod(own);
        created: Manifest | undefined;
        createPod(): Promise<void> {
          this.created = this.pod;
          return Promise.resolve();
        }
      }
      const Wrapped = podRunner.wrap(PodRunner, context) as typeof PodRunner;
      const runner = new Wrapped();
      expect(runner).to.be.instanceOf(PodRunner);
      await (runner.createPod as (params: object) => Promise<void>)({ log });
      return listOf(runner.created);
    },
  },
  {
    title: "sync-mode",
    account: true,
    copies: true,
    run: async ({ own, provider: secrets }, { context }) => {
      const app = deployment(own);
      const wrapped = syncMode.wrap(
        () => Promise.resolve({ updated: [app], manifests: [app] }),
        context,
      );
      const provider = providerWith(secrets);
      const ctx = contextOf(provider);
      const made = await wrapped({
        ctx,
        log,
        provider,
        action,
        manifests: [app],
      });
      expect(made.updated).to.deep.equal(made.manifests);
      return listOf(made.updated[0]);
    },
  },
  {
    title: "local-mode",
    account: true,
    copies: true,
    run: async ({ own, provider }, { context }) => {
      const app = deployment(own, "app", proxy);
      const wrapped = localMode.wrap(
        () => Promise.resolve({ updated: [app], manifests: [app] }),
        context,
      );
      const ctx = contextOf(providerWith(provider));
      const made = await wrapped({ ctx, log, action, manifests: [app] });
      return listOf(made.manifests[0]);
    },
  },
  {
    title: "default-backend",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("generic", lists, cluster, "default-backend"),
  },
  {
    title: "ingress-nginx by helm",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("k3s", lists, cluster, "helm"),
  },
  {
    title: "ingress-kind",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("kind", lists, cluster, "kind"),
  },
  {
    title: "ingress-traefik",
    account: true,
    copies: true,
    run: async ({ provider: secrets }, { context }) => {
      let made: unknown;
      const ctx = contextOf(providerWith(secrets, { clusterType: "k3s" }));
      const controller = {
        getStatus: missing,
        getValues: (): { deployment?: object } => ({
          deployment: { kind: "Deployment" },
        }),
        async ensure() {
          await this.getStatus(ctx, log);
          made = this.getValues().deployment;
        },
      };
      const wrapped = ingressTraefik.wrap(() => controller, context);
      await wrapped(ctx).ensure?.(ctx, log);
      expect(made).to.include({ kind: "Deployment" });
      return (made as { imagePullSecrets?: unknown }).imagePullSecrets;
    },
  },
];

/** The list that something of the system namespace gets from a controller that installs all of it. */
async function installed(
  clusterType: string,
  { provider: secrets }: Lists,
  { context }: RecordingCluster,
  what: "default-backend" | "helm" | "kind",
): Promise<unknown> {
  const provider = providerWith(secrets, { clusterType });
  const ctx = contextOf(provider);
  const backend = defaultBackend.wrap(
    () => ({
      deployment: deployment(undefined, "default-backend"),
      service: {},
    }),
    context,
  );
  const kind = ingressKind.wrap(
    () => [deployment(undefined, "ingress-nginx-controller")],
    context,
  );
  const made = new Map<string, unknown>();
  const controller = {
    defaultBackend: { getStatus: missing },
    getStatus: missing,
    getNginxHelmValues: (): object => ({ name: "ingress-controller" }),
    async install() {
      await this.getStatus(ctx, log);
      const values = this.getNginxHelmValues() as {
        imagePullSecrets?: unknown;
      };
      made.set("helm", values.imagePullSecrets);
      made.set("kind", listOf(kind(namespace)[0]));
      made.set("default-backend", listOf(backend(ctx).deployment));
    },
  };
  const wrapped = ingressNginx.wrap(() => controller, context);
  await wrapped(ctx).install?.(ctx, log);
  return made.get(what);
}

/** The names of the workloads of the system namespace: there the own list is that of the live one. */
const systemWorkloads = [
  "default-backend",
  "garden-nginx-ingress-nginx-controller",
  "ingress-nginx-controller",
  "garden-traefik",
];

function expectedList({ own, account, provider }: Lists, counts: boolean) {
  const first = own?.length ? own : counts ? (account ?? []) : [];
  return [...new Set([...first, ...provider])];
}

const names = fc.constantFrom("a", "b", "c", "d", "e");
const lists: fc.Arbitrary<Lists> = fc.record({
  own: fc.option(fc.array(names, { maxLength: 4 }), { nil: undefined }),
  account: fc.option(fc.array(names, { maxLength: 4 }), { nil: undefined }),
  provider: fc.array(names, { maxLength: 4 }),
});

describe("a pod's list", () => {
  for (const { title, account, copies, run } of seams) {
    it(`${title}: ${account ? "own or the account's" : "own"}, then the provider's, each once, a name only`, async () => {
      await fc.assert(
        fc.asyncProperty(lists, async (given) => {
          const cluster = recordingCluster({
            accountList: given.account,
            live: systemWorkloads.map((name) => deployment(given.own, name)),
          });
          const list = await run(given, cluster);
          if (given.provider.length === 0) {
            expect(cluster.requests).to.deep.equal([]);
            return;
          }
          expect(list).to.deep.equal(named(expectedList(given, account)));
          const created = cluster.requests.filter((request) =>
            request.startsWith("create"),
          );
          expect(created.sort()).to.deep.equal(
            copies
              ? [...new Set(given.provider)]
                  .sort()
                  .map((name) => `create Secret ${namespace}/${name}`)
              : [],
          );
        }),
        { numRuns: 200 },
      );
    });
  }

  it("costs one read of each Secret where it is kept and where it goes, and one of the account", async () => {
    const cluster = recordingCluster();
    const [seam] = seams.filter(({ title }) => title === "pod-runner");
    const given = { own: undefined, account: undefined, provider: ["a", "a"] };
    for (let pods = 0; pods < 5; pods++) await seam?.run(given, cluster);
    expect(cluster.requests).to.deep.equal([
      `read Secret ${sourceNamespace}/a`,
      `read Secret ${namespace}/a`,
      `create Secret ${namespace}/a`,
      `read ServiceAccount ${namespace}/default`,
    ]);
  });
});
