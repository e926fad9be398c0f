import { expect } from "chai";
import { project, removeFolders } from "../../garden/project.js";
import { garden } from "./garden.js";
import { pullSecretsOf, readDeployment } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const namespace = "account-suite";

const workload = (name: string, podSpec: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${podSpec}
      containers: [{ name: main, image: "registry.example.test/acme/${name}:1.0" }]
`;

const deploy = (name: string) => `
kind: Deploy
name: ${name}
type: kubernetes
spec:
  files: [${name}.yml]
  defaultTarget: { kind: Deployment, name: ${name} }
  sync: { paths: [{ sourcePath: ., containerPath: /www }] }
`;

const declaredAccount = `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: declared }
imagePullSecrets: [{ name: from-declared }]
`;

const files = {
  "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: account-suite
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${namespace}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: account }
    imagePullSecrets: [{ name: dockerhub, namespace: account-credentials }]
`,
  "plain/garden.yml": deploy("plain"),
  "plain/plain.yml": workload("plain", "terminationGracePeriodSeconds: 1"),
  "twin/garden.yml": deploy("twin"),
  "twin/twin.yml": workload("twin", "serviceAccountName: default"),
  "own/garden.yml": deploy("own"),
  "own/own.yml": workload("own", "imagePullSecrets: [{ name: own }]"),
  "named/garden.yml": deploy("named"),
  "named/named.yml":
    workload("named", "serviceAccountName: declared") + declaredAccount,
};

/** Kubernetes copies a ServiceAccount's pull secrets only into pods that have none of their own. */
describe("a ServiceAccount's own pull secrets, in sync mode", () => {
  let accountReads: string[];
  before(async () => {
    const { createNamespace, createPullSecret, kubectl, audit } = cluster();
    for (const name of [namespace, "account-credentials"])
      await createNamespace(name);
    await createPullSecret("account-credentials", "dockerhub");
    const list =
      '--patch={"imagePullSecrets":[{"name":"from-admin"},{"name":"dockerhub"}]}';
    await kubectl(
      "patch",
      "serviceaccount",
      "default",
      `--namespace=${namespace}`,
      list,
    );
    const mark = await audit.mark();
    const { code, stdout } = await garden(project(files), [
      "sync",
      "start",
      "plain",
      "twin",
      "own",
      "named",
      "--deploy",
    ]);
    expect(code, stdout).to.equal(0);
    const requests = await audit.since(mark);
    accountReads = requests
      .filter(
        ({ resource, user }) =>
          resource === "serviceaccounts" && user === "cluster-admin",
      )
      .map(({ verb, name }) => `${verb} ${name}`)
      .filter((request) => request === "get default");
  });
  after(removeFolders);

  const expected: Readonly<Record<string, readonly string[]>> = {
    plain: ["from-admin", "dockerhub"],
    twin: ["from-admin", "dockerhub"],
    own: ["own", "dockerhub"],
    named: ["from-declared", "dockerhub"],
  };
  for (const [name, secrets] of Object.entries(expected)) {
    it(`stay with the workload ${name}`, async () => {
      expect(
        pullSecretsOf(await readDeployment(name, namespace)),
      ).to.deep.equal(secrets);
    });
  }

  it("are read once for an account and command", () => {
    expect(accountReads).to.deep.equal(["get default"]);
  });
});
