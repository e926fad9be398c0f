import { expect } from "chai";
import { project, removeFolders } from "../../garden/project.js";
import { garden } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const credentials = "explain-credentials";

/** A project with a `kubernetes` Deploy, a `container` Deploy and a Run of one image, with these pull secrets. */
async function explainProject(
  namespace: string,
  image: string,
  secrets: readonly string[] = [],
): Promise<string> {
  await cluster().createNamespace(namespace);
  return project({
    "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: explain
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${namespace}
    deploymentRegistry: { hostname: registry.example.test, namespace: explain }
    imagePullSecrets: ${JSON.stringify(secrets.map((name) => ({ name, namespace: credentials })))}
`,
    "actions.garden.yml": `
kind: Deploy
name: web
type: kubernetes
timeout: 60
spec:
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: "${image}" }] }
---
kind: Deploy
name: init
type: kubernetes
timeout: 60
spec:
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: init }
      spec:
        selector: { matchLabels: { app: init } }
        template:
          metadata: { labels: { app: init } }
          spec:
            initContainers: [{ name: prepare, image: "${image}", command: ["true"] }]
            containers: [{ name: web, image: "docker.io/library/nginx:1.27" }]
---
kind: Deploy
name: app
type: container
timeout: 60
spec: { image: "${image}" }
---
kind: Run
name: seed
type: container
timeout: 60
spec: { image: "${image}", command: ["true"] }
`,
  });
}

describe("failed pulls", () => {
  before(async () => {
    await cluster().createNamespace(credentials);
    await cluster().createPullSecret(credentials, "dockerhub");
  });
  beforeEach(async () => {
    cluster().hub.reset();
    await cluster().removeImages();
  });
  after(() => {
    cluster().hub.reset();
    removeFolders();
  });

  for (const args of [
    ["deploy", "web"],
    ["deploy", "init"],
    ["deploy", "app"],
    ["run", "seed"],
  ]) {
    it(`are explained by ${args.join(" ")}: 429 without a credential`, async () => {
      const cwd = await explainProject(
        `explain-429-${args.join("-")}`,
        "docker.io/library/busybox:1.36",
      );
      cluster().hub.setAnonymousLimit(0);
      const { code, stdout, stderr } = await garden(cwd, args);
      expect(code).to.equal(1);
      expect((stdout + stderr).replace(/\s+/g, " ")).to.contain(
        "The registry's limit for anonymous pulls from this address is used up (429): no credential was sent. The pod lists no pull secrets.",
      );
    });
  }

  it("end no Deploy while a registry is away for some seconds", async () => {
    const cwd = await explainProject(
      "explain-outage",
      "docker.io/library/nginx:1.27",
    );
    cluster().hub.setOutage(true);
    setTimeout(() => cluster().hub.setOutage(false), 14_000);
    const { code, stdout, stderr } = await garden(cwd, ["deploy", "web"]);
    expect(code, stdout + stderr).to.equal(0);
  });
});
