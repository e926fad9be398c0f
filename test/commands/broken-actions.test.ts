import { expect } from "chai";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const action = (name: string, more: string) =>
  `kind: Deploy\ntype: kubernetes\nname: ${name}\n${more}\n`;

const noManifests = "spec: { manifests: [] }";

const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: broken
environments: [{ name: dev }]
providers:
  - name: local-kubernetes
    context: none
    imagePullSecrets: [{ name: dockerhub, namespace: default }]
`,
  "actions.garden.yml": [
    action(
      "good",
      `spec:
  manifests:
    - apiVersion: v1
      kind: Pod
      metadata: { name: good }
      spec: { containers: [{ name: main, image: nginx }] }`,
    ),
    action(
      "wrong-sync",
      `spec:
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: synced }
      spec:
        selector: { matchLabels: { app: synced } }
        template:
          metadata: { labels: { app: synced } }
          spec: { containers: [{ name: main, image: nginx }] }
  defaultTarget: { kind: Deployment, name: synced, containerName: absent }
  sync: { paths: [{ containerPath: /app }] }`,
    ),
    action("waits-for-nobody", `dependencies: [deploy.gone]\n${noManifests}`),
    action("wrong-spec", `spec: { manifests: "\${var.absent}" }`),
    action(
      "after-wrong-spec",
      `dependencies: [deploy.wrong-spec]\n${noManifests}`,
    ),
    action(
      "uses-wrong-spec",
      `spec:
  manifests:
    - apiVersion: v1
      kind: ConfigMap
      metadata: { name: "\${actions.deploy.wrong-spec.version}" }`,
    ),
    action("wrong-config", `disabled: "\${var.absent}"\n${noManifests}`),
    action(
      "after-wrong-config",
      `dependencies: [deploy.wrong-config]\n${noManifests}`,
    ),
    action(
      "other-varfiles",
      `varfiles: [{ path: a.env, optional: true }]\n${noManifests}`,
    ),
    "kind: Deploy\ntype: unheard-of\nname: wrong-type\n",
  ].join("---\n"),
};

const build = (name: string, more: string) =>
  `kind: Build\ntype: container\nname: ${name}\n${more}\n`;

/** Each depends on one that comes later, by file and by kind. */
const forward = {
  "project.garden.yml": files["project.garden.yml"],
  "1/garden.yml": [
    build(
      "first",
      "copyFrom: [{ build: second, sourcePath: ., targetPath: . }]",
    ),
    build("third", 'disabled: "${var.absent}"'),
    "kind: Deploy\ntype: container\nname: web\nbuild: first\ndependencies: [deploy.later, run.seed]\nspec: {}\n",
    'kind: Deploy\ntype: container\nname: uses-third\nspec: { image: "${actions.build.third.outputs.deploymentImageId}" }\n',
  ].join("---\n"),
  "1/Dockerfile": "FROM scratch\n",
  "2/garden.yml": [
    build("second", ""),
    "kind: Deploy\ntype: container\nname: later\nspec: { image: nginx }\n",
    'kind: Run\ntype: container\nname: seed\nspec: { image: busybox, command: ["true"] }\n',
    'kind: Run\ntype: container\nname: after-third\ndependencies: [build.third]\nspec: { image: busybox, command: ["true"] }\n',
  ].join("---\n"),
  "2/Dockerfile": "FROM scratch\n",
};

describe("a project with actions that Garden can't resolve", () => {
  after(removeFolders);

  it("is shown without them, and each says what keeps it back", async () => {
    const { code, stdout, stderr } = await cli(
      ["manifests", project(files), "--garden", core],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain("Pod/good");
    const reasons = Object.fromEntries(
      [...stderr.matchAll(/^not shown: (.+?): (.*)$/gm)].flatMap(
        ([, names = "", reason]) =>
          names
            .split(", ")
            .map((name) => [name.replace(/^Deploy /, ""), reason]),
      ),
    ) as Record<string, string>;
    const absent = /Could not find key absent under var/;
    expect(Object.keys(reasons)).to.have.members([
      "wrong-sync in sync mode",
      "other-varfiles",
      "waits-for-nobody",
      "wrong-spec",
      "after-wrong-spec",
      "uses-wrong-spec",
      "wrong-config",
      "after-wrong-config",
      "wrong-type",
    ]);
    expect(stdout).to.match(/Deployment\/synced +Deploy wrong-sync +nginx /);
    expect(reasons["wrong-sync in sync mode"]).to.match(
      /^Could not find container 'absent' in Deployment/,
    );
    expect(reasons["other-varfiles"]).to.equal(
      "this Garden takes only names of files in varfiles, and fails on an entry of another form",
    );
    expect(reasons["waits-for-nobody"]).to.equal(
      "it depends on Deploy gone, which is not in the project",
    );
    expect(reasons["wrong-spec"]).to.match(absent);
    for (const name of ["after-wrong-spec", "uses-wrong-spec"])
      expect(reasons[name]).to.equal(
        "it depends on Deploy wrong-spec, which can't be resolved",
      );
    expect(reasons["wrong-config"]).to.match(absent);
    expect(reasons["after-wrong-config"]).to.equal(
      "it depends on Deploy wrong-config, which can't be resolved",
    );
    expect(reasons["wrong-type"]).to.match(
      /^Error processing config for Deploy action wrong-type/,
    );
  });

  it("is shown without the one at fault, in whatever order they come", async () => {
    const { code, stdout, stderr } = await cli(
      ["manifests", project(forward), "--garden", core],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    for (const name of ["Deployment/web", "Deployment/later", "Pod/run-seed"])
      expect(stdout).to.contain(name);
    const [cause, ...others] = [
      ...stderr.matchAll(/^not shown: (.+?): (.*)$/gm),
    ].map(([, what, reason]) => `${what ?? ""}: ${reason ?? ""}`);
    expect(cause).to.match(/^Build third: .*Could not find key absent/);
    expect(others).to.deep.equal([
      "Deploy uses-third, Run after-third: it depends on Build third, which can't be resolved",
    ]);
  });
});
