import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { pullSecret } from "../pull-secrets.js";
import { garden } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  patchSecret,
  prepareSecretProject,
  replaceSecret,
  rotate,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { describeRequests, secretRequests, writes } from "./secret-requests.js";

/** Docker's older format, as a Secret to pull with. */
function legacySecret(namespace: string, password: string) {
  const auth = Buffer.from(`rotated-user:${password}`).toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "dockerhub", namespace },
    type: "kubernetes.io/dockercfg",
    stringData: {
      ".dockercfg": JSON.stringify({ "https://index.docker.io/v1/": { auth } }),
    },
  };
}

describe("what an update can't change", () => {
  let shop: SecretProject;
  before(async () => {
    shop = await prepareSecretProject("types");
    await replaceSecret(legacySecret(shop.credentials, "first"));
  });
  after(removeFolders);

  const copy = async (): Promise<V1Secret> => {
    const found = await readSecret("dockerhub", shop.namespace);
    if (!found) throw new Error("no copy");
    return found;
  };

  /** The writes of a deploy that ends well. */
  async function deploy(): Promise<string[]> {
    const requests = await secretRequests(async () => {
      const { code, stdout } = await garden(shop.folder, ["deploy"]);
      expect(code, stdout).to.equal(0);
    });
    return describeRequests(writes(requests));
  }

  it("a source in the legacy format is copied with its type", async () => {
    expect(await deploy()).to.deep.equal(["create types/dockerhub 201"]);
    const { type, data } = await copy();
    expect(type).to.equal("kubernetes.io/dockercfg");
    expect(data).to.deep.equal(
      (await readSecret("dockerhub", shop.credentials))?.data,
    );
  });

  it("a source that changed its type: our copy is recreated", async () => {
    const before = await copy();
    await replaceSecret(
      pullSecret(shop.credentials, "dockerhub", {
        user: "rotated-user",
        password: "first",
      }),
    );
    expect(await deploy()).to.deep.equal([
      "delete types/dockerhub 200",
      "create types/dockerhub 201",
    ]);
    const { type, data, metadata } = await copy();
    expect(type).to.equal("kubernetes.io/dockerconfigjson");
    expect(data).to.deep.equal(rotatedData("first"));
    expect(metadata?.uid).not.to.equal(before.metadata?.uid);
  });

  it("an immutable copy of ours is kept while its data is right, and is recreated once it isn't", async () => {
    await patchSecret(shop.namespace, "dockerhub", { immutable: true });
    const before = await copy();
    expect(await deploy()).to.deep.equal([]);
    expect(await copy()).to.deep.equal(before);
    await rotate(shop.credentials, "dockerhub", "second");
    expect(await deploy()).to.deep.equal([
      "delete types/dockerhub 200",
      "create types/dockerhub 201",
    ]);
    const { data, immutable } = await copy();
    expect(data).to.deep.equal(rotatedData("second"));
    expect(immutable).to.equal(undefined);
  });

  it("a source that changed its type, and a Secret that is not ours: untouched", async () => {
    await replaceSecret(
      pullSecret(shop.namespace, "dockerhub", {
        user: "somebody",
        password: "else",
      }),
    );
    await replaceSecret(legacySecret(shop.credentials, "second"));
    const before = await copy();
    const requests = await secretRequests(async () => {
      const { code, stdout } = await garden(shop.folder, ["deploy"]);
      expect(code).to.equal(1);
      expect(stdout).to.contain(
        "Secret 'dockerhub' in namespace 'types' is of type kubernetes.io/dockerconfigjson and was not made by garden-pull-secrets",
      );
    });
    expect(writes(requests)).to.deep.equal([]);
    expect(await copy()).to.deep.equal(before);
  });
});
