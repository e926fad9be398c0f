import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import {
  builtImage,
  clusterProject,
  deployment,
  kubernetesDeploy,
  syncMode,
} from "../projects.js";
import { garden } from "./garden.js";
import { pullSecretsOf, readDeployment } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const namespace = "account-suite";

const declared = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "declared" },
  imagePullSecrets: [{ name: "from-declared" }],
};

const deploy = (name: string, podSpec: object, ...others: object[]) =>
  kubernetesDeploy(
    name,
    [deployment(name, { image: builtImage, podSpec }), ...others],
    syncMode(name),
  );

const description = {
  name: namespace,
  secrets: ["dockerhub"],
  credentials: "account-credentials",
  actions: [
    deploy("plain", { terminationGracePeriodSeconds: 1 }),
    deploy("twin", { serviceAccountName: "default" }),
    deploy("own", { imagePullSecrets: [{ name: "own" }] }),
    deploy("named", { serviceAccountName: "declared" }, declared),
  ],
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
    const { code, stdout } = await garden(clusterProject(description), [
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
