import { expect } from "chai";
import type { Ended } from "../../garden/process.js";
import { removeFolders } from "../../garden/project.js";
import { clusterProject } from "../projects.js";
import { pullSecret } from "../pull-secrets.js";
import { garden } from "./garden.js";
import { listPods, readDeployment, readSecret } from "./objects.js";
import {
  deleteSecret,
  patchSecret,
  prepareSecretProject,
  replaceSecret,
  rotate,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { describeRequests, secretRequests, writes } from "./secret-requests.js";

/** What Garden prints for an error that is the user's to fix: no crash report, no stack trace. */
function expectExplained(ended: Ended, sentence: string): void {
  const said = ended.stdout + ended.stderr;
  expect(ended.code, said).to.equal(1);
  expect(said).to.contain(sentence);
  expect(said).not.to.match(/likely a bug|crash|^\s+at .+:\d+:\d+\)?$/im);
}

describe("Secrets that can't be copied", () => {
  let refused: SecretProject;
  before(async () => {
    refused = await prepareSecretProject("refused", {
      secrets: ["dockerhub", "second"],
    });
  });
  after(removeFolders);

  /** Deploys and expects the sentence, and that nothing was written. */
  async function expectRefusal(sentence: string): Promise<void> {
    const requests = await secretRequests(async () => {
      expectExplained(await garden(refused.folder, ["deploy"]), sentence);
    });
    expect(describeRequests(writes(requests))).to.deep.equal([]);
    const { namespace } = refused;
    expect(await readSecret("dockerhub", namespace)).to.equal(null);
    expect(await readDeployment("api", namespace)).to.equal(null);
    expect(await listPods(namespace)).to.deep.equal([]);
  }

  it("a missing source: named, with its namespace and what to do; the other is not copied either", async () => {
    await deleteSecret(refused.credentials, "second");
    await expectRefusal(
      "Secret 'second' in namespace 'refused-credentials' not found; the provider config refers to it in imagePullSecrets or copySecrets. Make it there (kubectl create secret docker-registry second --namespace refused-credentials ...), or correct the entry.",
    );
    await rotate(refused.credentials, "second", "first");
  });

  it("a user's own Secret of that name and another type: untouched", async () => {
    const { namespace } = refused;
    await replaceSecret({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "second", namespace },
      stringData: { key: "the user's own" },
    } as Parameters<typeof replaceSecret>[0]);
    const before = await readSecret("second", namespace);
    await expectRefusal(
      "Secret 'second' in namespace 'refused' is of type Opaque and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'refused-credentials'. Rename one of the two, or delete it: kubectl delete secret second --namespace refused",
    );
    expect(await readSecret("second", namespace)).to.deep.equal(before);
  });

  it("somebody's immutable pull secret with other data: untouched", async () => {
    const { namespace } = refused;
    const theirs = { user: "somebody", password: "else" };
    await replaceSecret(pullSecret(namespace, "second", theirs));
    await patchSecret(namespace, "second", { immutable: true });
    const before = await readSecret("second", namespace);
    await expectRefusal(
      "Secret 'second' in namespace 'refused' is immutable, holds other data than the one in namespace 'refused-credentials' and was not made by garden-pull-secrets.",
    );
    expect(await readSecret("second", namespace)).to.deep.equal(before);
  });

  it("somebody's immutable pull secret with the same data is left, and used", async () => {
    const { namespace } = refused;
    await deleteSecret(namespace, "second");
    await rotate(namespace, "second", "first");
    await patchSecret(namespace, "second", { immutable: true });
    const before = await readSecret("second", namespace);
    const { code, stdout } = await garden(refused.folder, ["deploy"]);
    expect(code, stdout).to.equal(0);
    expect(await readSecret("second", namespace)).to.deep.equal(before);
    expect((await readSecret("dockerhub", namespace))?.data).to.deep.equal(
      rotatedData("first"),
    );
  });
});

describe("one name from two namespaces", () => {
  after(removeFolders);

  it("is an error that names both, before the cluster is asked for a Secret", async () => {
    const folder = clusterProject({
      name: "twice",
      provider: {
        imagePullSecrets: ["twice-one", "twice-two"].map((namespace) => ({
          name: "dockerhub",
          namespace,
        })),
      },
      actions: [],
    });
    const requests = await secretRequests(async () => {
      const ended = await garden(folder, ["deploy"]);
      expectExplained(ended, "dockerhub");
      expect(ended.stdout).to.match(/'?twice-one'?[^]*'?twice-two'?/);
    });
    expect(describeRequests(requests)).to.deep.equal([]);
  });
});
