import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import type { ApiRequest } from "../audit.js";
import { containerDeploy } from "../projects.js";
import { garden } from "./garden.js";
import {
  deleteSecret,
  prepareSecretProject,
  type SecretProject,
} from "./secret-project.js";
import { describeRequests, secretRequests, writes } from "./secret-requests.js";

const secrets = ["dockerhub", "second"];
const deploys = Array.from(
  { length: 10 },
  (_, index) => `api-${String(index)}`,
);

/** Garden builds the manifests of `container` Deploys, with copies of their Secrets, also to look at what is there. */
describe("commands that create no pod, with 10 container Deploys and 2 Secrets", () => {
  let many: SecretProject;
  before(async () => {
    many = await prepareSecretProject("many", {
      secrets,
      actions: deploys.map((name) => containerDeploy(name)),
    });
    const { code, stdout } = await garden(many.folder, ["deploy"]);
    expect(code, stdout).to.equal(0);
  });
  after(removeFolders);

  /** The Secret requests of a command that ends well. */
  async function requestsOf(
    args: readonly string[],
    patched: boolean,
  ): Promise<ApiRequest[]> {
    return await secretRequests(async () => {
      const { code, stdout } = await garden(many.folder, args, { patched });
      expect(code, stdout).to.equal(0);
      expect(stdout).not.to.match(/not found|Failed/);
    });
  }

  it("get status, unpatched: reads and writes each Secret for each Deploy", async () => {
    const requests = await requestsOf(["get", "status"], false);
    expect(requests).to.have.length(3 * secrets.length * deploys.length);
    expect(writes(requests)).to.have.length(secrets.length * deploys.length);
  });

  it("get status, patched: asks for none", async () => {
    const requests = await requestsOf(["get", "status"], true);
    expect(describeRequests(requests)).to.deep.equal([]);
  });

  it("a deploy of what is deployed: reads each Secret once where it is and once where it goes", async () => {
    const requests = await requestsOf(["deploy"], true);
    expect(describeRequests(requests)).to.have.members([
      "get many-credentials/dockerhub 200",
      "get many-credentials/second 200",
      "get many/dockerhub 200",
      "get many/second 200",
    ]);
  });

  describe("while a source is missing", () => {
    before(async () => {
      await deleteSecret(many.credentials, "second");
    });

    it("logs, unpatched: fails, having written the other one", async () => {
      const requests = await secretRequests(async () => {
        const { code, stdout } = await garden(many.folder, ["logs", "api-0"], {
          patched: false,
        });
        expect(code).to.equal(1);
        expect(stdout).to.contain("Could not find secret 'second'");
      });
      expect(describeRequests(writes(requests))).to.deep.equal([
        "update many/dockerhub 200",
      ]);
    });

    for (const args of [
      ["logs", "api-0"],
      ["exec", "api-0", "--interactive=false", "--", "true"],
      ["get", "config"],
      ["get", "status"],
      ["validate"],
      ["delete", "deploy", "api-1"],
    ])
      it(`${args.join(" ")}, patched: asks for no Secret and ends well`, async () => {
        expect(describeRequests(await requestsOf(args, true))).to.deep.equal(
          [],
        );
      });
  });
});
