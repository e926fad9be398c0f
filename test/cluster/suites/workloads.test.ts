import type { V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import type { ApiRequest } from "../audit.js";
import { clusterProject, deployment, kubernetesDeploy } from "../projects.js";
import { garden } from "./garden.js";

import {
  listPods,
  pullSecretsOf,
  read,
  readDeployment,
  readSecret,
} from "./objects.js";
import { cluster } from "./shared-cluster.js";
import {
  charts,
  namespaceManifest,
  preparePlaces,
  releasesIn,
  type WorkloadPlaces,
} from "./user-workloads.js";

const option = "GARDEN_PULL_SECRETS_WORKLOADS";

/** A project of the user's own workloads: manifests, a custom resource, a chart, and a chart with an account. */
async function workloadsProject(
  name: string,
): Promise<{ folder: string; places: WorkloadPlaces }> {
  const places = await preparePlaces(name);
  const { own, named, made, releases } = places;
  await cluster().kubectl(
    ...["create", "serviceaccount", "operator", `--namespace=${own}`],
  );
  const manifests = [
    namespaceManifest(made),
    widget,
    deployment("site", { namespace: own }),
    deployment("patched", { namespace: own }),
    deployment("other", { namespace: named }),
    deployment("new", { namespace: made }),
  ];
  const podSpec = { imagePullSecrets: [{ name: "of-the-patch" }] };
  const patchResources = [
    {
      kind: "Deployment",
      name: "patched",
      patch: { spec: { template: { spec: podSpec } } },
    },
  ];
  const folder = clusterProject({
    name,
    secrets: ["dockerhub"],
    credentials: "workloads-credentials",
    charts,
    actions: [
      kubernetesDeploy("site", manifests, { patchResources }),
      ...releasesIn(releases),
    ],
  });
  return { folder, places };
}

const widget = {
  apiVersion: "example.test/v1",
  kind: "Widget",
  metadata: { name: "widget" },
  spec: {
    serviceAccountName: "operator",
    template: { spec: { containers: [] } },
  },
};

/** A kind of somebody's own, with what looks like a pod in it. */
const widgets = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.example.test" },
  spec: {
    group: "example.test",
    scope: "Namespaced",
    names: { kind: "Widget", plural: "widgets", singular: "widget" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            "x-kubernetes-preserve-unknown-fields": true,
          },
        },
      },
    ],
  },
};

/** The lists of what a project has deployed, and how often each spec was changed. */
async function deployed({ own, named, made, releases }: WorkloadPlaces) {
  const workloads = {
    site: await readDeployment("site", own),
    patched: await readDeployment("patched", own),
    other: await readDeployment("other", named),
    new: await readDeployment("new", made),
    worker: await readDeployment("worker", releases),
    account: await readDeployment("account", releases),
  };
  const each = <T>(of: (workload: typeof workloads.site) => T) =>
    Object.fromEntries(
      Object.entries(workloads).map(([name, workload]) => [name, of(workload)]),
    );
  return {
    lists: each(pullSecretsOf),
    generations: each((workload) => workload?.metadata?.generation),
  };
}

async function accountList(name: string, namespace: string): Promise<string[]> {
  const account = await read<V1ServiceAccount>(
    "serviceaccount",
    name,
    namespace,
  );
  return (account?.imagePullSecrets ?? []).map(
    (reference) => reference.name ?? "",
  );
}

async function accountLists({ own, releases }: WorkloadPlaces) {
  return {
    operator: await accountList("operator", own),
    worker: await accountList("default", releases),
    account: await accountList("of-the-chart", releases),
    untouched: await accountList("default", own),
  };
}

const without = {
  site: [],
  patched: ["of-the-patch"],
  other: [],
  new: [],
  worker: [],
  account: [],
};
const withReferences = {
  ...without,
  site: ["dockerhub"],
  patched: ["of-the-patch", "dockerhub"],
  other: ["dockerhub"],
  new: ["dockerhub"],
};

describe("the user's own workloads", function () {
  this.timeout(600_000);
  before(async () => {
    await cluster().createNamespace("workloads-credentials");
    await cluster().createPullSecret("workloads-credentials", "dockerhub");
    await cluster().apply(widgets);
    await cluster().kubectl(
      "wait",
      "--for=condition=Established",
      "crd/widgets.example.test",
    );
  });
  after(removeFolders);

  describe("installed by unpatched Garden", () => {
    let folder: string;
    let places: WorkloadPlaces;
    const deploy = async (how: "unpatched" | "off" | "on") => {
      const mark = await cluster().audit.mark();
      const { code, stdout } = await garden(folder, ["deploy"], {
        patched: how !== "unpatched",
        env: how === "on" ? { [option]: "true" } : {},
      });
      expect(code, stdout).to.equal(0);
      return (await cluster().audit.since(mark)).filter(
        ({ user }) => user === "cluster-admin",
      );
    };
    before(async () => {
      cluster().hub.reset();
      ({ folder, places } = await workloadsProject("workloads"));
      await deploy("unpatched");
    });

    it("have no list but their own", async () => {
      expect((await deployed(places)).lists).to.deep.equal(without);
    });

    it("stay as they are with the option off, at no request more", async () => {
      const before = await deployed(places);
      const unpatched = await deploy("unpatched");
      const off = await deploy("off");
      expect(await deployed(places)).to.deep.equal(before);
      expect(asked(off, places.own)).to.deep.equal(
        asked(unpatched, places.own),
      );
    });

    it("get the references with the option on: manifests in their pods, charts and custom resources in their accounts", async () => {
      const before = await deployed(places);
      await deploy("on");
      const { lists, generations } = await deployed(places);
      expect(lists).to.deep.equal(withReferences);
      expect(await accountLists(places)).to.deep.equal({
        operator: ["dockerhub"],
        worker: ["dockerhub"],
        account: ["dockerhub"],
        untouched: [],
      });
      for (const namespace of Object.values<string>({ ...places }))
        expect(await readSecret("dockerhub", namespace)).not.to.equal(null);
      // What restarts: the workloads of `kubernetes` Deploys. Releases keep their pods.
      expect(generations).to.deep.equal({
        ...before.generations,
        site: 2,
        patched: 2,
        other: 2,
        new: 2,
      });
    });

    it("come to rest: a second deploy writes nothing", async () => {
      const before = await deployed(places);
      const requests = await deploy("on");
      expect(await deployed(places)).to.deep.equal(before);
      expect(
        requests.filter(({ verb }) => !["get", "list", "watch"].includes(verb)),
      ).to.deep.equal([]);
    });

    it("keep what an administrator has put into an account, and are known by a field manager", async () => {
      await cluster().kubectl(
        "patch",
        "serviceaccount",
        "default",
        `--namespace=${places.releases}`,
        '--patch={"imagePullSecrets":[{"name":"from-admin"}]}',
      );
      const { code, stdout } = await garden(folder, ["deploy", "--force"], {
        env: { [option]: "true" },
      });
      expect(code, stdout).to.equal(0);
      expect((await accountLists(places)).worker).to.deep.equal([
        "from-admin",
        "dockerhub",
      ]);
      const text = await cluster().kubectl(
        "get",
        "serviceaccount",
        "default",
        `--namespace=${places.releases}`,
        "--show-managed-fields",
        "--output=json",
      );
      const { metadata } = JSON.parse(text) as V1ServiceAccount;
      expect(
        metadata?.managedFields?.map(({ manager, fieldsV1 }) => ({
          manager,
          fieldsV1: fieldsV1 as object,
        })),
      ).to.deep.include({
        manager: "garden-pull-secrets",
        fieldsV1: { "f:imagePullSecrets": {} },
      });
    });

    for (const how of ["off", "unpatched"] as const) {
      it(`lose the references again: ${how}`, async () => {
        await deploy("on");
        expect((await deployed(places)).lists).to.deep.equal(withReferences);
        await deploy(how);
        expect((await deployed(places)).lists).to.deep.equal(without);
      });
    }
  });

  it("come up with Docker Hub's anonymous limit used up, and pull nothing anonymously", async () => {
    const { folder, places } = await workloadsProject("workloads-new");
    cluster().hub.reset();
    cluster().hub.setAnonymousLimit(0);
    await cluster().removeImages();
    const { code, stdout } = await garden(folder, ["deploy"], {
      env: { [option]: "true" },
    });
    expect(code, stdout).to.equal(0);
    const pods = await Promise.all(Object.values(places).map(listPods));
    expect(pods.flat().map(({ status }) => status?.phase)).to.deep.equal(
      Array.from({ length: 6 }, () => "Running"),
    );
    const anonymous = cluster()
      .hub.log()
      .filter(
        ({ kind, method, user, status }) =>
          kind === "manifest" &&
          method === "GET" &&
          user === undefined &&
          status !== 401,
      );
    expect(anonymous).to.deep.equal([]);
  });
});

/** What Garden and its tools asked for, but for what depends on the moment: kubectl's discovery comes from a cache or
 *  not, two Deploys at once list the namespaces once or twice, and Garden reads the project's own namespace only if it
 *  has not listed them yet (namespaceExists, npm 0.13.24). */
function asked(requests: readonly ApiRequest[], own: string): string[] {
  const isByChance = ({ resource, verb, name }: ApiRequest) =>
    resource === "" ||
    (resource === "namespaces" &&
      (verb === "list" || (verb === "get" && name === own)));
  return requests
    .filter((request) => !isByChance(request))
    .map(
      ({ verb, resource, namespace, name }) =>
        `${verb} ${resource} ${namespace}/${name}`,
    )
    .sort();
}
