import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { prepareExample, type Example } from "./example.js";
import { garden } from "./garden.js";
import {
  listPods,
  pullSecretsOf,
  readDeployment,
  settledDeployment,
} from "./objects.js";
import { cluster } from "./shared-cluster.js";

const syncImage = "docker.io/gardendev/k8s-sync:0.1.5";
const provider = ["dockerhub", "shop-registry"];

/** Who pulled an image's manifest from Docker Hub since the log was reset, and how that was answered. */
function manifestGets(repository: string): string[] {
  return cluster()
    .hub.log()
    .filter(
      (request) =>
        request.kind === "manifest" &&
        request.method === "GET" &&
        request.repository === repository &&
        // 401 is the challenge before each login
        request.status !== 401,
    )
    .map(({ user, status }) => `${user ?? "anonymous"} ${String(status)}`);
}

describe("the builders, with Docker Hub's anonymous limit used up", () => {
  beforeEach(async () => {
    cluster().hub.reset();
    cluster().hub.setAnonymousLimit(0);
    await cluster().removeImages();
  });
  after(removeFolders);

  it("garden deploy of the example brings up buildkit with the Secret", async () => {
    const { folder, namespace } = await prepareExample("builder");
    const { code, stdout } = await garden(folder, ["deploy"]);
    expect(code, stdout).to.equal(0);
    expect(
      pullSecretsOf(await readDeployment("garden-buildkit", namespace)),
    ).to.deep.equal(provider);
    expect(manifestGets("gardendev/buildkit")).to.include("garden-user 200");
  });

  for (const patched of [true, false]) {
    const name = patched ? "patched" : "unpatched";
    it(`${name}: garden build with kaniko brings up garden-util with the Secret, and the same references as buildkit`, async () => {
      const { folder, namespace } = await prepareExample(name, "ci");
      const build = ["build", "--env", "ci"];
      const { code, stdout } = await garden(folder, build, { patched });
      expect(code, stdout).to.equal(0);
      const util = await settledDeployment("garden-util", namespace);
      const buildkit = await readDeployment("garden-buildkit", "builder-dev");
      expect(util.spec?.template.spec?.imagePullSecrets).to.deep.equal(
        buildkit?.spec?.template.spec?.imagePullSecrets,
      );
      expect(manifestGets("gardendev/k8s-util")).to.include("garden-user 200");
    });
  }
});

describe("garden sync start, with Docker Hub's anonymous limit used up", () => {
  let example: Example;
  before(async () => {
    example = await prepareExample("story");
    cluster().hub.reset();
    cluster().hub.setAnonymousLimit(0);
    await cluster().removeImages(syncImage);
  });
  after(removeFolders);

  it("unpatched: the init container is refused with 429", async () => {
    const { stdout } = await garden(
      example.folder,
      ["sync", "start", "web", "--deploy"],
      { patched: false },
    );
    // Garden says "Done!" and exits with 0 all the same.
    expect(stdout).to.contain(
      "Error deploying deploy.web: Failed - Error: ImagePullBackOff",
    );
    expect(stdout).to.contain("429 Too Many Requests");
    const [pod] = await listPods(example.namespace);
    const [init] = pod?.status?.initContainerStatuses ?? [];
    expect(init?.state?.waiting?.reason).to.be.oneOf([
      "ErrImagePull",
      "ImagePullBackOff",
    ]);
    expect(manifestGets("gardendev/k8s-sync")).to.include("anonymous 429");
    expect(
      pullSecretsOf(await readDeployment("web", example.namespace)),
    ).to.deep.equal(["web-team"]);
  });

  it("patched: the workload that unpatched Garden deployed is put right and runs", async () => {
    cluster().hub.reset();
    cluster().hub.setAnonymousLimit(0);
    const { code, stdout } = await garden(example.folder, [
      "sync",
      "start",
      "web",
      "--deploy",
    ]);
    expect(code, stdout).to.equal(0);
    const web = await settledDeployment("web", example.namespace);
    expect(pullSecretsOf(web)).to.deep.equal(["web-team", ...provider]);
    expect(web.status?.readyReplicas).to.equal(1);
    expect(manifestGets("gardendev/k8s-sync")).to.include("garden-user 200");
  });

  it("a second one changes nothing", async () => {
    const before = await settledDeployment("web", example.namespace);
    const { code, stdout } = await garden(example.folder, [
      "sync",
      "start",
      "web",
      "--deploy",
    ]);
    expect(code, stdout).to.equal(0);
    const { generation, resourceVersion } =
      (await readDeployment("web", example.namespace))?.metadata ?? {};
    expect({ generation, resourceVersion }).to.deep.equal({
      generation: before.metadata?.generation,
      resourceVersion: before.metadata?.resourceVersion,
    });
  });

  it("a deploy without sync afterwards takes the init container out again", async () => {
    const { code, stdout } = await garden(example.folder, ["deploy", "web"]);
    expect(code, stdout).to.equal(0);
    const web = await settledDeployment("web", example.namespace);
    expect(web.spec?.template.spec?.initContainers).to.equal(undefined);
    expect(pullSecretsOf(web)).to.deep.equal(["web-team"]);
    expect(web.status?.readyReplicas).to.equal(1);
  });

  it("a workload that looks deployed, without the references, counts as outdated", async () => {
    await garden(example.folder, ["sync", "start", "web", "--deploy"]);
    const withoutReferences =
      '{"spec":{"template":{"spec":{"imagePullSecrets":[{"$patch":"delete","name":"dockerhub"}]}}}}';
    await cluster().kubectl(
      "patch",
      "deployment",
      "web",
      `--namespace=${example.namespace}`,
      `--patch=${withoutReferences}`,
    );
    const { code, stdout } = await garden(example.folder, [
      "sync",
      "start",
      "web",
      "--deploy",
    ]);
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("Status is outdated, web will be deployed");
    expect(
      pullSecretsOf(await readDeployment("web", example.namespace)),
    ).to.deep.equal(["web-team", ...provider]);
  });
});
