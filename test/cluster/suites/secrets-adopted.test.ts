import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { pullSecret } from "../pull-secrets.js";
import { garden } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  deleteSecret,
  patchSecret,
  prepareSecretProject,
  replaceSecret,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { cluster } from "./shared-cluster.js";

const ofReplicators = {
  "replicator.v1.mittwald.de/replicate-to": ".*",
  "reflector.v1.k8s.emberstack.com/reflection-auto-enabled": "true",
};
const ofTrackers = {
  "app.kubernetes.io/instance": "credentials",
  "argocd.argoproj.io/instance": "credentials",
};
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const optional = (entries: object | undefined) => Object.keys(entries ?? {});

/** The keys of our marker on a copy. */
const markerLabel = "garden-pull-secrets/copy";
const markerAnnotations = [
  "garden-pull-secrets/source-name",
  "garden-pull-secrets/source-namespace",
  "garden-pull-secrets/source-resource-version",
  "garden-pull-secrets/source-uid",
];

describe("copies that unpatched Garden has made", () => {
  let shop: SecretProject;
  const copy = async () => await readSecret("dockerhub", shop.namespace);
  const deploy = async (patched: boolean) => {
    const { code, stdout } = await garden(shop.folder, ["deploy"], { patched });
    expect(code, stdout).to.equal(0);
    return stdout;
  };

  before(async () => {
    shop = await prepareSecretProject("adopted", {
      provider: {
        copySecrets: [
          { name: "app-settings", namespace: "adopted-credentials" },
        ],
      },
    });
    const { credentials: namespace } = shop;
    const source = pullSecret(namespace, "dockerhub", {
      user: "rotated-user",
      password: "first",
    });
    // kubectl apply leaves the last-applied-configuration, the credential in it
    await replaceSecret({
      ...source,
      metadata: {
        ...source.metadata,
        labels: ofTrackers,
        annotations: ofReplicators,
      },
    } as typeof source);
    await applySettings("one");
  });
  after(removeFolders);

  async function applySettings(value: string): Promise<void> {
    await cluster().apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "app-settings",
        namespace: shop.credentials,
        labels: { team: "shop" },
      },
      stringData: { value },
    });
  }

  it("unpatched: carry the source's labels and annotations, the credential in one of them", async () => {
    await deploy(false);
    const made = await copy();
    expect(made?.metadata?.labels).to.deep.equal(ofTrackers);
    expect(optional(made?.metadata?.annotations)).to.have.members([
      lastApplied,
      ...Object.keys(ofReplicators),
    ]);
    expect(made?.metadata?.annotations?.[lastApplied]).to.contain("stringData");
  });

  it("are left alone while their data is right", async () => {
    const before = await copy();
    await deploy(true);
    expect((await copy())?.metadata?.resourceVersion).to.equal(
      before?.metadata?.resourceVersion,
    );
  });

  it("are replaced once it isn't, marked as adopted, with what others put on them, and Garden says so", async () => {
    await cluster().kubectl(
      "label",
      "secret",
      "dockerhub",
      `--namespace=${shop.namespace}`,
      "team=web",
    );
    await patchSecret(shop.credentials, "dockerhub", {
      data: rotatedData("second"),
    });
    expect(await deploy(true)).to.contain(
      "Secret 'dockerhub' in namespace 'adopted' held other data and is replaced by the one from namespace 'adopted-credentials', as Garden does",
    );
    const adopted = await copy();
    expect(adopted?.data).to.deep.equal(rotatedData("second"));
    expect(adopted?.metadata?.labels).to.deep.equal({
      team: "web",
      [markerLabel]: "true",
    });
    expect(optional(adopted?.metadata?.annotations)).to.have.members([
      "garden-pull-secrets/adopted",
      ...markerAnnotations,
    ]);
  });

  it("go on their own way where they are no pull secrets", async () => {
    const settings = async () =>
      await readSecret("app-settings", shop.namespace);
    const value = (secret: V1Secret | null) => secret?.data?.["value"];
    expect(value(await settings())).to.equal(
      Buffer.from("one").toString("base64"),
    );
    await applySettings("two");
    await deploy(true);
    const updated = await settings();
    expect(value(updated)).to.equal(Buffer.from("two").toString("base64"));
    expect(updated?.type).to.equal("Opaque");
    expect(updated?.metadata?.labels).to.deep.equal({ team: "shop" });
    expect(optional(updated?.metadata?.annotations)).to.deep.equal([
      lastApplied,
    ]);
  });

  it("a copy that the patch makes has our marker, nothing of the source's metadata and no hash of its data", async () => {
    await deleteSecret(shop.namespace, "dockerhub");
    await deploy(true);
    const made = await copy();
    const source = await readSecret("dockerhub", shop.credentials);
    expect(source?.metadata?.labels).to.deep.equal(ofTrackers);
    expect(made?.metadata?.labels).to.deep.equal({ [markerLabel]: "true" });
    expect(made?.metadata?.annotations).to.deep.equal({
      "garden-pull-secrets/source-name": "dockerhub",
      "garden-pull-secrets/source-namespace": shop.credentials,
      "garden-pull-secrets/source-resource-version":
        source?.metadata?.resourceVersion,
      "garden-pull-secrets/source-uid": source?.metadata?.uid,
    });
  });
});
