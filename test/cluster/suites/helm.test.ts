import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import type { ApiRequest } from "../audit.js";
import { clusterProject, helmDeploy, syncMode } from "../projects.js";
import { garden } from "./garden.js";
import {
  pullSecretsOf,
  readDeployment,
  readSecret,
  settledDeployment,
} from "./objects.js";
import { cluster } from "./shared-cluster.js";

const namespace = "helm-release";

/** A Deploy whose chart knows nothing of pull secrets; its release lies in a namespace of its own. */
const description = {
  name: "helm-suite",
  secrets: ["dockerhub"],
  credentials: "helm-credentials",
  charts: ["worker"],
  actions: [
    helmDeploy("worker", "worker", { namespace, ...syncMode("worker") }),
  ],
};

const start = ["sync", "start", "worker", "--deploy"];

describe("a helm Deploy in sync mode", () => {
  let folder: string;
  before(async () => {
    folder = clusterProject(description);
    for (const name of ["helm-suite", namespace, "helm-credentials"])
      await cluster().createNamespace(name);
    await cluster().createPullSecret("helm-credentials", "dockerhub");
    cluster().hub.reset();
    cluster().hub.setAnonymousLimit(0);
    await cluster().removeImages();
  });
  after(removeFolders);

  it("unpatched: gets no pull secrets", async () => {
    await garden(folder, start, { patched: false });
    expect(
      pullSecretsOf(await readDeployment("worker", namespace)),
    ).to.deep.equal([]);
    expect(await readSecret("dockerhub", namespace)).to.equal(null);
  });

  it("patched: is put right, with the Secret in the namespace of the release", async () => {
    const { code, stdout } = await garden(folder, start);
    expect(code, stdout).to.equal(0);
    const worker = await settledDeployment("worker", namespace);
    expect(pullSecretsOf(worker)).to.deep.equal(["dockerhub"]);
    expect(worker.status?.readyReplicas).to.equal(1);
    expect(await readSecret("dockerhub", namespace)).not.to.equal(null);
  });

  it("is left alone once it is right, at one request more for each look at its one target", async () => {
    const before = await settledDeployment("worker", namespace);
    const mark = await cluster().audit.mark();
    const { code, stdout } = await garden(folder, start);
    expect(code, stdout).to.equal(0);
    const after = await readDeployment("worker", namespace);
    expect(after?.metadata?.resourceVersion).to.equal(
      before.metadata?.resourceVersion,
    );
    const patched = await cluster().audit.since(mark);
    const unpatchedMark = await cluster().audit.mark();
    await garden(folder, start, { patched: false });
    const unpatched = await cluster().audit.since(unpatchedMark);
    expect(patched.filter(isForPullSecret)).to.deep.equal([]);
    // Garden's own status reads the chart's one workload once; the patch reads the one sync target.
    expect(patched.filter(isForWorker)).to.have.length(
      2 * unpatched.filter(isForWorker).length,
    );
  });

  it("counts as outdated where its references were taken out", async () => {
    await cluster().kubectl(
      "patch",
      "deployment",
      "worker",
      `--namespace=${namespace}`,
      "--type=json",
      '--patch=[{"op":"remove","path":"/spec/template/spec/imagePullSecrets"}]',
    );
    const { code, stdout } = await garden(folder, start);
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("Status is outdated, worker will be deployed");
    expect(
      pullSecretsOf(await readDeployment("worker", namespace)),
    ).to.deep.equal(["dockerhub"]);
  });
});

function isForPullSecret({ resource, name, user }: ApiRequest): boolean {
  return (
    resource === "secrets" && name === "dockerhub" && user === "cluster-admin"
  );
}

function isForWorker({ resource, name, user, verb }: ApiRequest): boolean {
  return (
    resource === "deployments" &&
    name === "worker" &&
    user === "cluster-admin" &&
    verb === "get"
  );
}
