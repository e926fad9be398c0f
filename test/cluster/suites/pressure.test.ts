import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { clusterProject, cronJob, kubernetesDeploy } from "../projects.js";
import { garden } from "./garden.js";
import { cluster } from "./shared-cluster.js";

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const namespaces = numbers(50).map((number) => `pressure-${String(number)}`);
const secrets = numbers(20).map((number) => `registry-${String(number)}`);

/** Few requests of this account's are served at once, few more wait, and the rest is turned away with 429. */
const pressure = [
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1",
    kind: "PriorityLevelConfiguration",
    metadata: { name: "pressure" },
    spec: {
      type: "Limited",
      limited: {
        nominalConcurrencyShares: 1,
        lendablePercent: 0,
        borrowingLimitPercent: 0,
        limitResponse: {
          type: "Queue",
          queuing: { queues: 1, handSize: 1, queueLengthLimit: 12 },
        },
      },
    },
  },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1",
    kind: "FlowSchema",
    metadata: { name: "pressure" },
    spec: {
      priorityLevelConfiguration: { name: "pressure" },
      matchingPrecedence: 2,
      rules: [
        {
          subjects: [
            {
              kind: "ServiceAccount",
              serviceAccount: { name: "pressed", namespace: "default" },
            },
          ],
          resourceRules: [
            {
              verbs: ["*"],
              apiGroups: ["*"],
              resources: ["*"],
              clusterScope: true,
              namespaces: ["*"],
            },
          ],
        },
      ],
    },
  },
];

const account = [
  {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "pressed", namespace: "default" },
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "pressed" },
    roleRef: {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
      name: "cluster-admin",
    },
    subjects: [
      { kind: "ServiceAccount", name: "pressed", namespace: "default" },
    ],
  },
];

/** One Deploy with a workload, which never starts a pod, in each namespace. */
const description = {
  name: "pressure",
  secrets,
  actions: [
    kubernetesDeploy(
      "jobs",
      namespaces.map((namespace) => cronJob(`job-in-${namespace}`, namespace)),
    ),
  ],
};

describe("50 namespaces and 20 Secrets, with an API server that serves few requests at once", function () {
  this.timeout(300_000);
  let kubeconfig: string;
  before(async () => {
    await cluster().apply(
      ...["pressure", "pressure-credentials", ...namespaces].map((name) => ({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name },
      })),
      ...account,
      ...pressure,
    );
    for (const name of secrets)
      await cluster().createPullSecret("pressure-credentials", name);
    const token = await cluster().kubectl(
      "create",
      "token",
      "pressed",
      "--namespace=default",
    );
    kubeconfig = cluster().writeKubeconfig("pressed", token.trim());
  });
  after(async () => {
    removeFolders();
    await cluster().kubectl(
      "delete",
      "flowschema,prioritylevelconfiguration",
      "pressure",
    );
  });

  it("all Secrets get there, no request of ours is turned away, and progress is reported", async () => {
    const mark = await cluster().audit.mark();
    const { code, stdout } = await garden(
      clusterProject(description),
      ["deploy"],
      {
        kubeconfig,
        env: { GARDEN_PULL_SECRETS_WORKLOADS: "true" },
      },
    );
    expect(code, stdout).to.equal(0);
    const copies = await cluster().kubectl(
      "get",
      "secrets",
      "--all-namespaces",
      "--selector=garden-pull-secrets/copy",
      "--output=jsonpath={.items[*].metadata.namespace}",
    );
    const here = copies.split(" ").filter((name) => namespaces.includes(name));
    expect(here).to.have.length(1000);
    const ours = (await cluster().audit.since(mark)).filter(
      ({ resource, name, user }) =>
        resource === "secrets" &&
        secrets.includes(name) &&
        user.endsWith(":pressed"),
    );
    const turnedAway = ours.filter(({ status }) => status === 429);
    expect(turnedAway).to.deep.equal([]);
    // Each source and each target is read, and each target is written: once.
    expect(ours).to.have.length(20 + 1000 + 1000);
    expect(stdout).to.match(
      /garden-pull-secrets: \d+ of 1000 pull secrets are where they are needed/,
    );
  });
});
