import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import {
  builtImage,
  containerDeploy,
  deployment,
  kubernetesDeploy,
  syncMode,
} from "../projects.js";
import { garden } from "./garden.js";
import { pullSecretsOf, readDeployment, readSecret } from "./objects.js";
import {
  prepareSecretProject,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { describeRequests, secretRequests, writes } from "./secret-requests.js";
import { cluster } from "./shared-cluster.js";

const inActionNamespace = "places-action";
const inManifestNamespace = "places-manifest";

/** A Deploy in sync mode, with the namespace where the user may write it. */
function syncDeploy(
  name: string,
  ofAction: object,
  ofManifest: { readonly namespace?: string },
): object {
  const manifest = deployment(name, { image: builtImage, ...ofManifest });
  return {
    ...kubernetesDeploy(name, [manifest], { ...syncMode(name), ...ofAction }),
    dependencies: ["deploy.api"],
  };
}

const start = [
  "sync",
  "start",
  "web",
  "worker",
  "--deploy",
  "--with-dependencies",
];

describe("one run that deploys into several namespaces", () => {
  let places: SecretProject;
  before(async () => {
    places = await prepareSecretProject("places", {
      actions: [
        containerDeploy("api"),
        syncDeploy("web", { namespace: inActionNamespace }, {}),
        syncDeploy("worker", {}, { namespace: inManifestNamespace }),
      ],
    });
    for (const namespace of [inActionNamespace, inManifestNamespace])
      await cluster().createNamespace(namespace);
  });
  after(removeFolders);

  it("unpatched: only the default namespace gets the Secret", async () => {
    await garden(places.folder, start, { patched: false });
    expect(await readSecret("dockerhub", places.namespace)).not.to.equal(null);
    for (const namespace of [inActionNamespace, inManifestNamespace])
      expect(await readSecret("dockerhub", namespace)).to.equal(null);
  });

  it("patched: all of them do, before their pods, the source being read once", async () => {
    const requests = await secretRequests(async () => {
      await garden(places.folder, start);
    });
    const web = await readDeployment("web", inActionNamespace);
    const worker = await readDeployment("worker", inManifestNamespace);
    for (const workload of [web, worker]) {
      expect(pullSecretsOf(workload)).to.deep.equal(["dockerhub"]);
      const { namespace = "" } = workload?.metadata ?? {};
      expect((await readSecret("dockerhub", namespace))?.data).to.deep.equal(
        rotatedData("first"),
      );
    }
    expect(describeRequests(writes(requests))).to.have.members([
      `create ${inActionNamespace}/dockerhub 201`,
      `create ${inManifestNamespace}/dockerhub 201`,
    ]);
    expect(
      requests.filter(({ namespace }) => namespace === places.credentials),
    ).to.have.length(1);
  });
});
