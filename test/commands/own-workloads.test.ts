import { expect } from "chai";
import type { WorkloadSummary } from "../../src/cli/manifests/workload-rows.js";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const deploy = (name: string, ...manifests: string[]) => `kind: Deploy
type: kubernetes
name: ${name}
spec:
  manifests:
${manifests.map((manifest) => `    - ${manifest.replaceAll("\n", "\n      ")}\n`).join("")}`;

const account = (name: string, ...secrets: string[]) => `apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name} }
imagePullSecrets: [${secrets.map((secret) => `{ name: ${secret} }`).join(", ")}]`;

const podOf = (name: string, fields: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { ${fields}containers: [{ name: main, image: shop.test/web:1 }] }`;

const rollout = (name: string, fields: string) => `apiVersion: argoproj.io/v1
kind: Rollout
metadata: { name: ${name} }
spec: { template: { spec: { ${fields}containers: [{ name: main, image: shop.test/web:1 }] } } }`;

const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: own
environments: [{ name: dev }]
providers:
  - name: local-kubernetes
    context: none
    imagePullSecrets: [{ name: hub }, { name: second }]
`,
  "actions.garden.yml": [
    deploy("bare", podOf("bare", "")),
    deploy(
      "listed",
      podOf("listed", "imagePullSecrets: [{ name: hub }, { name: own }], "),
    ),
    deploy(
      "both",
      podOf("both", "imagePullSecrets: [{ name: hub }, { name: second }], "),
    ),
    deploy(
      "by-account",
      account("puller", "sa-own"),
      podOf("by-account", "serviceAccountName: puller, "),
    ),
    deploy(
      "own-list",
      account("puller2", "sa-own"),
      podOf(
        "own-list",
        "serviceAccountName: puller2, imagePullSecrets: [{ name: own }], ",
      ),
    ),
    deploy("by-default", account("default", "sa-own"), podOf("by-default", "")),
    deploy("custom", rollout("custom", "")),
    deploy(
      "custom-listed",
      rollout("custom-listed", "imagePullSecrets: [{ name: own }], "),
    ),
    deploy(
      "custom-account",
      account("runner", "sa-own"),
      rollout("custom-account", "serviceAccountName: runner, "),
    ),
    `${deploy(
      "synced",
      account("syncer", "sa-own"),
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: synced }
spec:
  selector: { matchLabels: { app: synced } }
  template:
    metadata: { labels: { app: synced } }
    spec: { serviceAccountName: syncer, containers: [{ name: main, image: shop.test/web:1 }] }`,
    )}  defaultTarget: { kind: Deployment, name: synced }
  sync: { paths: [{ containerPath: /app }] }
`,
    `kind: Run
type: kubernetes-pod
name: task
spec: { podSpec: { containers: [{ name: main, image: shop.test/web:1 }] } }
`,
  ].join("---\n"),
};

/** What `manifests --diff` tells of each workload, by its name. */
async function listsOf(...args: string[]) {
  const { code, stdout, stderr } = await cli(
    ["manifests", project(files), "--garden", core, "--diff", ...args],
    { cwd: "/" },
  );
  expect(code, stderr).to.equal(0);
  const { workloads } = JSON.parse(stdout) as {
    workloads: WorkloadSummary[];
  };
  return Object.fromEntries(
    workloads.map(({ name, before, after, withWorkloads }) => [
      name,
      { before, after, withWorkloads },
    ]),
  );
}

describe("workloads of the user's own, without a cluster", () => {
  after(removeFolders);

  const both = ["hub", "second"];

  it("say what the option would give them, and what their ServiceAccounts do", async () => {
    const same = (list: string[], withWorkloads: string[]) => ({
      before: list,
      after: list,
      withWorkloads,
    });
    expect(await listsOf("-o", "json")).to.deep.equal({
      bare: same([], both),
      listed: same(["hub", "own"], ["second"]),
      both: same(both, []),
      "by-account": same(["sa-own"], both),
      "own-list": same(["own"], both),
      "by-default": same(["sa-own"], both),
      custom: same([], both),
      "custom-listed": same(["own"], []),
      "custom-account": same(["sa-own"], both),
      synced: {
        before: ["sa-own"],
        after: ["sa-own", ...both],
        withWorkloads: [],
      },
      "run-task": { before: both, after: both, withWorkloads: [] },
    });
  });

  it("have what the option gives them, with it", async () => {
    const given = (list: string[], after: string[]) => ({
      before: list,
      after,
      withWorkloads: [],
    });
    expect(await listsOf("-o", "json", "--workloads")).to.deep.equal({
      bare: given([], both),
      listed: given(["hub", "own"], ["hub", "own", "second"]),
      both: given(both, both),
      "by-account": given(["sa-own"], ["sa-own", ...both]),
      "own-list": given(["own"], ["own", ...both]),
      "by-default": given(["sa-own"], ["sa-own", ...both]),
      custom: given([], both),
      "custom-listed": given(["own"], ["own"]),
      "custom-account": given(["sa-own"], ["sa-own", ...both]),
      synced: given(["sa-own"], ["sa-own", ...both]),
      "run-task": given(both, both),
    });
  });
});
