import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
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

/** A `kubernetes` Deploy in sync mode, with the namespace where the user may write it. */
function syncDeploy(
  name: string,
  ofAction: string,
  ofManifest: string,
): string {
  return `
kind: Deploy
name: ${name}
type: kubernetes
dependencies: [deploy.api]
spec:
  ${ofAction}
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ${name}, ${ofManifest} }
      spec:
        selector: { matchLabels: { app: ${name} } }
        template:
          metadata: { labels: { app: ${name} } }
          spec:
            containers: [{ name: ${name}, image: "registry.example.test/built/app:latest" }]
  defaultTarget: { kind: Deployment, name: ${name} }
  sync:
    paths: [{ sourcePath: ., containerPath: /www }]
`;
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
      files: {
        "sync.garden.yml": [
          syncDeploy("web", `namespace: ${inActionNamespace}`, ""),
          syncDeploy("worker", "", `namespace: ${inManifestNamespace}`),
        ].join("---"),
      },
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
