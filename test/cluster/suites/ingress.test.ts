import type { V1DaemonSet, V1Deployment } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { clusterProject, kubernetesDeploy } from "../projects.js";
import { garden } from "./garden.js";
import { pullSecretsOf, read, readDeployment, readSecret } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const controllerName = "garden-nginx-ingress-nginx-controller";
/** Garden believes a status of the provider that it has found good for an hour. */
const deploy = ["deploy", "--force-refresh"];

const credentials = "ingress-credentials";
const configMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings" },
};

/** A project whose provider installs ingress-nginx and its default backend. */
async function ingressProject(
  name: string,
  secret = "dockerhub",
  system = `${name}-system`,
): Promise<string> {
  await cluster().createNamespace(name);
  return clusterProject({
    name,
    secrets: [secret],
    credentials,
    provider: {
      name: "local-kubernetes",
      setupIngressController: "nginx",
      gardenSystemNamespace: system,
    },
    actions: [kubernetesDeploy("settings", [configMap])],
  });
}

/** The lists of the two workloads, and how often their specs were changed. */
async function installed(namespace: string): Promise<{
  lists: string[][];
  generations: (number | undefined)[];
}> {
  const backend = await readDeployment("default-backend", namespace);
  const controller = (await read<V1DaemonSet>(
    "daemonset",
    controllerName,
    namespace,
  )) as V1Deployment | null;
  return {
    lists: [backend, controller].map(pullSecretsOf),
    generations: [backend, controller].map(
      (workload) => workload?.metadata?.generation,
    ),
  };
}

function backendPulls(): string[] {
  return cluster()
    .hub.log()
    .filter(
      ({ kind, method, repository, status }) =>
        kind === "manifest" &&
        method === "GET" &&
        repository === "gardendev/default-backend" &&
        status !== 401,
    )
    .map(({ user = "anonymous", status }) => `${user} ${String(status)}`);
}

function setAccountList(namespace: string): Promise<string> {
  return cluster().kubectl(
    "patch",
    "serviceaccount",
    "default",
    `--namespace=${namespace}`,
    '--patch={"imagePullSecrets":[{"name":"from-admin"}]}',
  );
}

/** The chart is a stand-in with the real one's values: see test/cluster/charts. */
describe("ingress-nginx and its default backend", function () {
  this.timeout(600_000);
  before(async () => {
    await cluster().createNamespace(credentials);
    for (const name of ["dockerhub", "other-team"])
      await cluster().createPullSecret(credentials, name);
  });
  after(removeFolders);

  describe("with Docker Hub's anonymous limit used up", () => {
    const system = "ingress-system";
    let folder: string;
    before(async () => {
      folder = await ingressProject("ingress");
      await cluster().createNamespace(system);
      await setAccountList(system);
    });
    beforeEach(async () => {
      cluster().hub.reset();
      cluster().hub.setAnonymousLimit(0);
      await cluster().removeImages();
    });

    it("patched: both are installed with the Secret, behind what the ServiceAccount lists", async () => {
      const { code, stdout } = await garden(folder, deploy);
      expect(code, stdout).to.equal(0);
      const { lists } = await installed(system);
      expect(lists).to.deep.equal([["from-admin", "dockerhub"], ["dockerhub"]]);
      const pulls = new Set(backendPulls());
      expect([...pulls]).to.deep.equal(["garden-user 200"]);
    });

    it("a second run changes nothing, and asks for no Secret", async () => {
      const before = await installed(system);
      const mark = await cluster().audit.mark();
      const { code, stdout } = await garden(folder, deploy);
      expect(code, stdout).to.equal(0);
      expect(await installed(system)).to.deep.equal(before);
      const requests = await cluster().audit.since(mark);
      expect(
        requests.filter(
          ({ resource, name, user }) =>
            user === "cluster-admin" &&
            resource === "secrets" &&
            name === "dockerhub",
        ),
      ).to.deep.equal([]);
    });

    it("unpatched: the default backend is refused, and with it the provider; patched it is put right", async () => {
      const refused = await ingressProject("ingress-refused");
      const unpatched = await garden(refused, deploy, { patched: false });
      expect(unpatched.code, unpatched.stdout).not.to.equal(0);
      expect(backendPulls()).to.include("anonymous 429");
      expect(await readSecret("dockerhub", "ingress-refused-system")).to.equal(
        null,
      );
      const { code, stdout } = await garden(refused, deploy);
      expect(code, stdout).to.equal(0);
      const { lists } = await installed("ingress-refused-system");
      expect(lists).to.deep.equal([["dockerhub"], ["dockerhub"]]);
    });
  });

  describe("installed by unpatched Garden, in health", () => {
    const system = "ingress-healthy-system";
    let folder: string;
    before(async () => {
      cluster().hub.reset();
      folder = await ingressProject("ingress-healthy");
      const { code, stdout } = await garden(folder, deploy, { patched: false });
      expect(code, stdout).to.equal(0);
    });

    it("lacks pull secrets", async () => {
      expect((await installed(system)).lists).to.deep.equal([[], []]);
    });

    it("is left alone by a command that makes no pod", async () => {
      const { code, stdout } = await garden(folder, [
        "get",
        "status",
        "--force-refresh",
      ]);
      expect(code, stdout).to.equal(0);
      expect((await installed(system)).lists).to.deep.equal([[], []]);
      expect(await readSecret("dockerhub", system)).to.equal(null);
    });

    it("the next deploy puts the default backend right, and leaves the controller as it is", async () => {
      const before = await installed(system);
      const { code, stdout } = await garden(folder, deploy);
      expect(code, stdout).to.equal(0);
      const { lists, generations } = await installed(system);
      expect(lists).to.deep.equal([["dockerhub"], []]);
      expect(generations[1]).to.equal(before.generations[1]);
    });

    it("keeps what another project has given it, and comes to rest", async () => {
      const other = await ingressProject("ingress-other", "other-team", system);
      expect((await garden(other, deploy)).code).to.equal(0);
      const before = await installed(system);
      expect(before.lists).to.deep.equal([["dockerhub", "other-team"], []]);
      for (const [project, patched] of [
        [folder, true],
        [other, true],
        [folder, false],
      ] as const) {
        const { code, stdout } = await garden(project, deploy, { patched });
        expect(code, stdout).to.equal(0);
        expect(await installed(system)).to.deep.equal(before);
      }
    });
  });
});
