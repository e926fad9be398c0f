import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { lastApplied } from "../../src/manifests/last-applied.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import type {
  DeployDefinition,
  DeployHandler,
  DeployStatus,
  PluginSpec,
} from "../../src/garden/plugin.js";
import { withPodlessHandlers } from "../../src/patches/deploys/podless.js";
import { userCharts } from "../../src/patches/workloads/user-charts.js";
import { userDeploy } from "../../src/patches/workloads/workloads.js";
import { userManifests } from "../../src/patches/workloads/user-manifests.js";
import { userNamespaces } from "../../src/patches/workloads/user-namespaces.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { deployment, listOf } from "./seam.js";
import {
  log,
  named,
  namespace,
  providerWith,
  recordingCluster,
  type RecordingCluster,
} from "./recording-cluster.js";

const action = {
  kind: "Deploy",
  mode: () => "default",
  versionString: () => "v-1",
  getSpec: () => ({}),
};

const widget = {
  apiVersion: "example.test/v1",
  kind: "Widget",
  metadata: { name: "widget" },
  spec: { serviceAccountName: "operator", template: { spec: {} } },
};

const podOf = (
  serviceAccountName: string,
  labels: Record<string, string>,
): V1Pod => ({
  metadata: { labels },
  spec: { serviceAccountName, containers: [] },
});

/** A Deploy of the type, with the handlers that Garden would call. */
function handlersOf(
  type: string,
  handlers: DeployDefinition["handlers"],
  { context }: RecordingCluster,
): DeployDefinition["handlers"] {
  let made: PluginSpec | undefined;
  userDeploy.wrap(
    (spec) => (made = spec),
    context,
  )(
    withPodlessHandlers({
      name: "kubernetes",
      createActionTypes: { Deploy: [{ name: type, handlers }] },
    }),
  );
  return made?.createActionTypes?.Deploy?.[0]?.handlers ?? {};
}

const params = (secrets: readonly string[], command = "deploy") => ({
  ctx: { provider: providerWith(secrets), command: { name: command } },
  log,
  action,
});

/** A Job or a Pod with this list; where it is there, with what kubectl keeps of its last apply. */
function fixedOnceThere(
  kind: string,
  list: readonly string[] | undefined,
  applied?: readonly string[],
): Manifest {
  const podSpec = { ...(list && { imagePullSecrets: named(list) }) };
  return {
    apiVersion: kind === "Job" ? "batch/v1" : "v1",
    kind,
    metadata: {
      name: "migrate",
      ...(applied && {
        annotations: {
          [lastApplied]: JSON.stringify(fixedOnceThere(kind, applied)),
        },
      }),
    },
    spec: kind === "Job" ? { template: { spec: podSpec } } : podSpec,
  } as Manifest;
}

/** What a `kubernetes` Deploy of the manifests applies, as Garden goes about it: Namespaces first; or what another handler
 *  makes of them. */
async function deployManifests(
  manifests: Manifest[],
  cluster: RecordingCluster,
  handler: "deploy" | "plan" | "delete" = "deploy",
): Promise<Manifest[]> {
  const { api, context } = cluster;
  const getManifests = userManifests.wrap(
    () => Promise.resolve(manifests),
    context,
  );
  const waitForResources = userNamespaces.wrap(({ resources }) => {
    cluster.requests.push(`wait for ${String(resources.length)}`);
    return Promise.resolve();
  }, context);
  let applied: Manifest[] = [];
  const handle: DeployHandler<object> = async (given) => {
    applied = await getManifests({
      ...given,
      action,
      api,
      defaultNamespace: namespace,
    });
    const namespaces = applied.filter(({ kind }) => kind === "Namespace");
    if (namespaces.length > 0)
      await waitForResources({ resources: namespaces });
    return {};
  };
  const handlers = handlersOf("kubernetes", { [handler]: handle }, cluster);
  await handlers[handler]?.(params(["hub"], handler));
  return applied;
}

describe("the user's own workloads", () => {
  beforeEach(() => {
    process.env[workloadsVariable] = "true";
  });
  afterEach(() => {
    Reflect.deleteProperty(process.env, workloadsVariable);
  });

  describe("of a kubernetes Deploy", () => {
    it("get the references behind their own list, or behind their account's", async () => {
      const applied = await deployManifests(
        [deployment(["own"], "a"), deployment(undefined, "b")],
        recordingCluster({ accountList: ["from-admin"] }),
      );
      expect(applied.map(listOf)).to.deep.equal([
        [{ name: "own" }, { name: "hub" }],
        [{ name: "from-admin" }, { name: "hub" }],
      ]);
    });

    it("find the Secrets in each namespace: at once, or once it is made", async () => {
      const cluster = recordingCluster();
      const elsewhere = (place: string) => ({
        ...deployment(["own"], place),
        metadata: { name: place, namespace: place },
      });
      await deployManifests(
        [
          { apiVersion: "v1", kind: "Namespace", metadata: { name: "made" } },
          elsewhere("made"),
          elsewhere("named"),
          deployment(["own"]),
        ],
        cluster,
      );
      expect(
        cluster.requests.filter((request) => /^(create|wait)/.test(request)),
      ).to.deep.equal([
        "create Secret named/hub",
        "create Secret team/hub",
        "wait for 1",
        "create Secret made/hub",
      ]);
    });

    it("stay as they are where they hold no PodSpec; the accounts of a custom resource's pods get the references", async () => {
      const pods: V1Pod[] = [
        podOf("live", { cluster: "widget" }),
        podOf("operator", { cluster: "widget" }),
        podOf("another", { app: "another" }),
      ];
      const cluster = recordingCluster({ accountList: ["from-admin"], pods });
      const service = { apiVersion: "v1", kind: "Service" };
      const applied = await deployManifests([widget, service], cluster);
      expect(applied[0]).to.equal(widget);
      expect(applied[1]).to.equal(service);
      expect(
        cluster.requests.filter((request) => request.startsWith("apply")),
      ).to.deep.equal([
        "apply ServiceAccount team/operator from-admin,hub",
        "apply ServiceAccount team/live from-admin,hub",
      ]);
    });

    it("get the account's references into its manifest, where there is one", async () => {
      const cluster = recordingCluster();
      const account = {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "operator" },
        imagePullSecrets: [{ name: "own" }],
      };
      const applied = await deployManifests([widget, account], cluster);
      expect(applied[1]).to.deep.equal({
        ...account,
        imagePullSecrets: [{ name: "own" }, { name: "hub" }],
      });
      expect(
        cluster.requests.filter((request) => request.startsWith("apply")),
      ).to.deep.equal([]);
    });

    it("are planned as they would be applied, and nothing is written", async () => {
      const cluster = recordingCluster({ accountList: ["from-admin"] });
      const planned = await deployManifests(
        [deployment(["own"], "a"), deployment(undefined, "b"), widget],
        cluster,
        "plan",
      );
      expect(planned.map(listOf)).to.deep.equal([
        [{ name: "own" }, { name: "hub" }],
        [{ name: "from-admin" }, { name: "hub" }],
        undefined,
      ]);
      expect(cluster.requests).to.deep.equal([
        "read ServiceAccount team/default",
      ]);
    });

    it("are deleted as they are, at no request", async () => {
      const cluster = recordingCluster();
      const manifests = [widget, deployment(undefined)];
      expect(await deployManifests(manifests, cluster, "delete")).to.equal(
        manifests,
      );
      expect(cluster.requests).to.deep.equal([]);
    });

    const fixed: readonly {
      title: string;
      kind: string;
      own?: readonly string[];
      live: readonly string[];
      /** Left out: it was applied on the server's side, which keeps none of it. */
      applied?: readonly string[];
      option?: string;
      expected: readonly string[] | undefined;
    }[] = [
      {
        title: "a Job that was deployed without the option",
        kind: "Job",
        live: [],
        applied: [],
        expected: undefined,
      },
      {
        title: "a Pod that was, and has its account's list by now",
        kind: "Pod",
        live: ["from-admin"],
        applied: [],
        expected: undefined,
      },
      {
        title: "a Job that was deployed with another list of the provider's",
        kind: "Job",
        own: ["own"],
        live: ["own", "before"],
        applied: ["own", "before"],
        expected: ["own", "before"],
      },
      {
        title: "a Pod that was deployed with the option, which is off now",
        kind: "Pod",
        live: ["from-admin", "hub"],
        applied: ["from-admin", "hub"],
        option: "false",
        expected: ["from-admin", "hub"],
      },
      {
        title: "a Job that was applied on the server's side",
        kind: "Job",
        live: ["hub"],
        expected: ["hub"],
      },
      {
        title: "a Job whose own list was changed: the API server refuses that",
        kind: "Job",
        own: ["added"],
        live: ["own", "hub"],
        applied: ["own", "hub"],
        expected: ["own", "hub", "added"],
      },
    ];
    for (const { title, kind, own, live, applied, option, expected } of fixed) {
      it(`keep the list that they were applied with, where it can't be changed: ${title}`, async () => {
        process.env[workloadsVariable] = option ?? "true";
        const cluster = recordingCluster({
          accountList: ["from-admin"],
          live: [fixedOnceThere(kind, live, applied)],
        });
        const [made] = await deployManifests(
          [fixedOnceThere(kind, own)],
          cluster,
        );
        expect(listOf(made)).to.deep.equal(expected && named(expected));
      });
    }

    it("get the references as a Job or a Pod that is not there yet", async () => {
      const applied = await deployManifests(
        [fixedOnceThere("Job", ["own"]), fixedOnceThere("Pod", undefined)],
        recordingCluster({ accountList: ["from-admin"] }),
      );
      expect(applied.map(listOf)).to.deep.equal([
        named(["own", "hub"]),
        named(["from-admin", "hub"]),
      ]);
    });

    it("are untouched, and cost nothing, with the option off", async () => {
      process.env[workloadsVariable] = "false";
      const cluster = recordingCluster();
      const manifests = [widget, deployment(undefined)];
      expect(await deployManifests(manifests, cluster)).to.equal(manifests);
      expect(cluster.requests).to.deep.equal([]);
    });
  });

  describe("of a helm Deploy", () => {
    const withAccount = (serviceAccountName: string): Manifest =>
      ({
        apiVersion: "apps/v1",
        kind: "Deployment",
        spec: { template: { spec: { serviceAccountName, containers: [] } } },
      }) as Manifest;

    /** helm, which renders in one of two ways, or in none. */
    async function deployChart(
      manifests: readonly Manifest[],
      cluster: RecordingCluster,
      renders: "template" | "--dry-run" | null = "template",
      args = ["upgrade", "release", "chart", "--install"],
    ): Promise<readonly string[]> {
      const [pods, ...hooks] = manifests.map((one) => JSON.stringify([one]));
      const helm = userCharts.wrap(async (given) => {
        await Promise.resolve();
        const way = given.args.find((word) =>
          /^(template|--dry-run)$/.test(word),
        );
        if (way === undefined)
          cluster.requests.push(`helm ${given.args.join(" ")}`);
        else if (way !== renders) throw new Error("can't be rendered");
        else if (way === "template") {
          expect(given.args).to.deep.equal(["template", "release", "chart"]);
          return JSON.stringify(manifests);
        }
        return JSON.stringify({
          manifest: pods,
          hooks: hooks.map((manifest) => ({ manifest })),
        });
      }, cluster.context);
      const deploy: DeployHandler<object> = async ({ ctx }) => {
        await helm({ ctx, namespace, log, args, emitLogEvents: true });
        return {};
      };
      await handlersOf("helm", { deploy }, cluster).deploy?.(params(["hub"]));
      return cluster.requests;
    }

    for (const way of ["template", "--dry-run"] as const) {
      it(`find the Secrets, and their accounts those of hooks, too, with the references, before helm installs: ${way}`, async () => {
        const requests = await deployChart(
          [withAccount("app"), withAccount("hook")],
          recordingCluster(),
          way,
        );
        expect(requests).to.deep.equal([
          "read Secret credentials/hub",
          "read Secret team/hub",
          "create Secret team/hub",
          "read ServiceAccount team/app",
          "apply ServiceAccount team/app hub",
          "read ServiceAccount team/hook",
          "apply ServiceAccount team/hook hub",
          "helm upgrade release chart --install",
        ]);
      });
    }

    it("have an account that the chart makes looked at again when helm is done", async () => {
      const requests = await deployChart(
        [
          withAccount("app"),
          {
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: { name: "app" },
          },
        ],
        recordingCluster({ accountList: ["hub"] }),
      );
      expect(requests.slice(-3)).to.deep.equal([
        "read ServiceAccount team/app",
        "helm upgrade release chart --install",
        "read ServiceAccount team/app",
      ]);
    });

    describe("in a namespace that the chart makes", () => {
      const made = {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "made" },
      };
      const deployMade = async (live: readonly Manifest[]) =>
        await deployChart(
          [
            made,
            { ...withAccount("app"), metadata: { namespace: "made" } },
            withAccount("app"),
          ],
          recordingCluster({ live }),
        );
      const inMade = [
        "read Secret made/hub",
        "create Secret made/hub",
        "read ServiceAccount made/app",
        "apply ServiceAccount made/app hub",
      ];
      const installed = "helm upgrade release chart --install";

      it("find the Secrets and the references once helm has made it", async () => {
        const requests = await deployMade([]);
        const after = requests.indexOf(installed) + 1;
        expect(requests.slice(after)).to.deep.equal(inMade);
        expect(requests.slice(0, after)).to.include.members([
          "create Secret team/hub",
          "apply ServiceAccount team/app hub",
        ]);
      });

      it("find them before helm installs where it is there already", async () => {
        const requests = await deployMade([made]);
        expect(requests.at(-1)).to.equal(installed);
        expect(requests).to.include.members(inMade);
      });
    });

    it("are left to helm where the chart can't be rendered", async () => {
      const requests = await deployChart(
        [withAccount("app")],
        recordingCluster(),
        null,
      );
      expect(requests).to.deep.equal(["helm upgrade release chart --install"]);
    });

    it("cost nothing where helm installs nothing", async () => {
      const args = ["status", "release"];
      expect(
        await deployChart([], recordingCluster(), null, args),
      ).to.deep.equal(["helm status release"]);
    });
  });

  describe("are known by a version", () => {
    const named = /^v-1-pull-secrets-[0-9a-f]{8}$/;
    const versions: readonly {
      title: string;
      secrets: readonly string[];
      handler?: "getStatus" | "deploy" | "plan";
      command?: string;
      expected: RegExp;
    }[] = [
      { title: "that names the list", secrets: ["hub"], expected: named },
      { title: "of Garden's without a list", secrets: [], expected: /^v-1$/ },
      {
        title: "that is deployed",
        secrets: ["hub"],
        handler: "deploy",
        expected: named,
      },
      {
        title: "that is planned",
        secrets: ["hub"],
        handler: "plan",
        command: "plan",
        expected: named,
      },
      {
        title: "that a command which makes no pod compares, too",
        secrets: ["hub"],
        command: "get status",
        expected: named,
      },
      {
        // Garden asks whether it is there, and takes any version for that.
        title: "that is the same before it is deleted",
        secrets: ["hub"],
        command: "delete deploy",
        expected: named,
      },
    ];
    for (const {
      title,
      secrets,
      handler = "getStatus",
      command,
      expected,
    } of versions) {
      it(title, async () => {
        const seen: string[] = [];
        const see: DeployHandler<DeployStatus> = (given) => {
          seen.push(given.action.versionString(log));
          return Promise.resolve({ state: "ready" });
        };
        const handlers = handlersOf(
          "helm",
          { [handler]: see },
          recordingCluster(),
        );
        await handlers[handler]?.(params(secrets, command));
        expect(seen).to.have.length(1);
        expect(seen[0]).to.match(expected);
      });
    }

    it("of Garden's with the option off: the plugin is handed on as it is", () => {
      process.env[workloadsVariable] = "false";
      const spec: PluginSpec = {
        name: "kubernetes",
        createActionTypes: { Deploy: [] },
      };
      let made: PluginSpec | undefined;
      userDeploy.wrap(
        (given) => (made = given),
        recordingCluster().context,
      )(spec);
      expect(made).to.equal(spec);
    });
  });
});
