import type { V1Job, V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { clusterProject, helmDeploy, kubernetesDeploy } from "../projects.js";
import { garden } from "./garden.js";
import { read, readSecret } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const credentials = "fixed-credentials";
const option = "GARDEN_PULL_SECRETS_WORKLOADS";

const migrate = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "migrate" },
  spec: {
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [
          {
            name: "main",
            image: "docker.io/library/busybox:1.36",
            command: ["true"],
          },
        ],
      },
    },
  },
};

describe("the user's own workloads that can't be changed at once", function () {
  this.timeout(600_000);
  before(async () => {
    cluster().hub.reset();
    await cluster().createNamespace(credentials);
    await cluster().createPullSecret(credentials, "dockerhub");
  });
  after(removeFolders);

  const deploy = async (folder: string, wanted: boolean, ...args: string[]) => {
    const { code, stdout } = await garden(folder, ["deploy", ...args], {
      env: wanted ? { [option]: "true" } : {},
    });
    expect(code, stdout).to.equal(0);
  };

  it("a Job that is there keeps its list, and its Deploy goes on, with the option and without", async () => {
    const namespace = "fixed-job";
    await cluster().createNamespace(namespace);
    const folder = clusterProject({
      name: namespace,
      secrets: ["dockerhub"],
      credentials,
      actions: [kubernetesDeploy("migrate", [migrate])],
    });
    const list = async () => {
      const job = await read<V1Job>("job", "migrate", namespace);
      return job?.spec?.template.spec?.imagePullSecrets?.map(
        ({ name }) => name,
      );
    };
    await deploy(folder, false);
    expect(await list()).to.equal(undefined);
    await deploy(folder, true);
    expect(await list()).to.equal(undefined);
    await cluster().kubectl("delete", "job", "migrate", `-n=${namespace}`);
    await deploy(folder, true);
    expect(await list()).to.deep.equal(["dockerhub"]);
    await deploy(folder, false, "--force");
    expect(await list()).to.deep.equal(["dockerhub"]);
  });

  it("a namespace that a chart makes gets the Secrets, and its account the references", async () => {
    const namespace = "fixed-chart";
    const made = "fixed-chart-made";
    await cluster().createNamespace(namespace);
    const folder = clusterProject({
      name: namespace,
      secrets: ["dockerhub"],
      credentials,
      charts: ["own-namespace"],
      actions: [
        helmDeploy("inside", "own-namespace", { values: { namespace: made } }),
      ],
    });
    await deploy(folder, true);
    expect(await readSecret("dockerhub", made)).not.to.equal(null);
    const account = await read<V1ServiceAccount>(
      "serviceaccount",
      "default",
      made,
    );
    expect(account?.imagePullSecrets).to.deep.equal([{ name: "dockerhub" }]);
  });
});
