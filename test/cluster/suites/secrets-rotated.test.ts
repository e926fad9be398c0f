import { expect } from "chai";
import type { GardenSession } from "../../garden/session.js";
import { removeFolders } from "../../garden/project.js";
import { containerDeploy } from "../projects.js";
import { garden, gardenSession } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  patchSecret,
  prepareSecretProject,
  rotate,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { describeRequests, secretRequests, writes } from "./secret-requests.js";
import { cluster } from "./shared-cluster.js";

async function copiedData(
  namespace: string,
): Promise<Record<string, string> | undefined> {
  return (await readSecret("dockerhub", namespace))?.data;
}

describe("a source that is rotated", () => {
  let shop: SecretProject;
  before(async () => {
    shop = await prepareSecretProject("rotated");
  });
  after(removeFolders);

  it("has its new data in the namespace with the next command, although all is deployed", async () => {
    const first = await garden(shop.folder, ["deploy"]);
    expect(first.code, first.stdout).to.equal(0);
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("first"),
    );
    await rotate(shop.credentials, "dockerhub", "second");
    const second = await garden(shop.folder, ["deploy"]);
    expect(second.code, second.stdout).to.equal(0);
    expect(second.stdout).to.contain("Already deployed");
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("second"),
    );
  });
});

describe("several commands of one process", () => {
  let shop: SecretProject;
  let session: GardenSession;
  before(async () => {
    shop = await prepareSecretProject("session", { namespaceExists: false });
    session = gardenSession(shop.folder);
  });
  after(async () => {
    await session.end();
    removeFolders();
  });

  async function run(...args: string[]): Promise<string[]> {
    const requests = await secretRequests(async () => {
      const { code, stdout } = await session.run(args);
      expect(code, stdout).to.equal(0);
    });
    return describeRequests(writes(requests));
  }

  it("the first copies, the second finds all in place", async () => {
    expect(await run("deploy")).to.deep.equal(["create session/dockerhub 201"]);
    expect(await run("deploy")).to.deep.equal([]);
  });

  it("the next one has the new data of a rotated source", async () => {
    await rotate(shop.credentials, "dockerhub", "second");
    expect(await run("deploy")).to.deep.equal(["update session/dockerhub 200"]);
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("second"),
    );
  });

  it("the next one puts right a copy that was edited by hand", async () => {
    await patchSecret(shop.namespace, "dockerhub", {
      data: rotatedData("edited"),
    });
    expect(await run("deploy")).to.deep.equal(["update session/dockerhub 200"]);
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("second"),
    );
  });

  it("the next one copies again after the namespace was deleted through Garden", async () => {
    await run("cleanup", "namespace");
    expect(await cluster().kubectl("get", "namespaces")).not.to.match(
      /^session\s/m,
    );
    expect(await run("deploy")).to.deep.equal(["create session/dockerhub 201"]);
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("second"),
    );
  });
});

/** The steps share one session, and what was found out about Secrets in the first would hold for all of them. */
describe("a workflow that cleans up the namespace, rotates the source and deploys", () => {
  let shop: SecretProject;
  before(async () => {
    const next = JSON.stringify({ data: rotatedData("second") });
    shop = await prepareSecretProject("workflow", {
      namespaceExists: false,
      actions: [
        containerDeploy("api"),
        {
          kind: "Workflow",
          name: "renew",
          steps: [
            { command: ["deploy"] },
            { command: ["cleanup", "namespace"] },
            {
              script: `'${cluster().binaries.kubectl}' patch secret dockerhub --namespace workflow-credentials --type merge --patch '${next}'`,
            },
            { command: ["deploy"] },
          ],
        },
      ],
    });
  });
  after(removeFolders);

  it("ends with the new data in the namespace", async () => {
    const requests = await secretRequests(async () => {
      const { code, stdout } = await garden(shop.folder, ["workflow", "renew"]);
      expect(code, stdout).to.equal(0);
    });
    expect(describeRequests(writes(requests))).to.deep.equal([
      "create workflow/dockerhub 201",
      "patch workflow-credentials/dockerhub 200",
      "create workflow/dockerhub 201",
    ]);
    expect(await copiedData(shop.namespace)).to.deep.equal(
      rotatedData("second"),
    );
  });
});
