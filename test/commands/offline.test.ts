import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import type { Ended } from "../garden/process.js";
import { cli } from "../garden/shared.js";
import {
  core,
  filesBelow,
  project,
  removeFolders,
  temporaryFolder,
  type Files,
} from "../garden/project.js";

const pod = (name: string, image = "busybox") =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { containers: [{ name: main, image: "${image}" }] } }`;

/** A project of all that can't be shown without running something, each of which leaves a file when it runs. */
const files: Files = {
  "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: offline
environments: [{ name: default }, { name: local }]
providers:
  # The command of ours runs inside this provider, whose dependencies Garden prepares first.
  - { name: container, dependencies: [exec] }
  - { name: exec, initScript: touch ran-init-script }
  - name: kubernetes
    environments: [default]
    context: nowhere
    defaultHostname: offline.example.test
    deploymentRegistry: { hostname: registry.example.test, namespace: offline }
    imagePullSecrets: [{ name: hub }]
  - name: local-kubernetes
    environments: [local]
    imagePullSecrets: [{ name: hub }]
`,
  "garden.yml": `
kind: Run
name: tag
type: exec
spec: { command: [sh, -c, "touch ran-tag; echo 1"] }
---
kind: Deploy
name: tagged
type: kubernetes
spec: { manifests: [${pod("tagged", "busybox:${actions.run.tag.outputs.log}")}] }
---
kind: Deploy
name: behind
type: kubernetes
dependencies: [deploy.tagged]
spec: { manifests: [${pod("behind")}] }
---
kind: Deploy
name: after
type: kubernetes
dependencies: [run.tag]
spec: { manifests: [${pod("after")}] }
---
kind: Deploy
name: server
type: exec
spec: { persistent: false, deployCommand: [touch, ran-server] }
---
kind: Deploy
name: chart
type: helm
spec: { chart: { path: chart } }
---
kind: Deploy
name: overlay
type: kubernetes
spec: { kustomize: { path: overlay } }
---
kind: Deploy
name: changed
type: kubernetes
spec:
  manifests: [${pod("changed")}]
  patchResources: [{ kind: Pod, name: changed, patch: { metadata: { labels: { a: b } } } }]
---
kind: Deploy
name: absent
type: kubernetes
spec: { files: [absent.yml] }
---
kind: Deploy
name: secretive
type: kubernetes
spec:
  manifests:
    - apiVersion: v1
      kind: Secret
      metadata: { name: password }
      stringData: { token: canary-token }
      data: { other: Y2FuYXJ5 }
    - ${pod("secretive")}
---
kind: Deploy
name: off
type: kubernetes
disabled: true
spec: { manifests: [${pod("off")}] }
---
kind: Run
name: task
type: kubernetes-pod
spec: { podSpec: { containers: [{ name: main, image: busybox, command: ["true"] }] } }
---
kind: Build
name: site
type: container
---
kind: Deploy
name: site
type: container
spec:
  image: \${actions.build.site.outputs.deploymentImageId}
  ports: [{ name: http, containerPort: 80 }]
  ingresses: [{ path: /, port: http }]
`,
  Dockerfile: "FROM busybox\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
  "overlay/kustomization.yaml": "resources: []\n",
};

/** A PATH with Node and git, and no kubectl. */
function barePath(): string {
  const folder = temporaryFolder();
  for (const program of ["node", "git"]) {
    const found = (process.env["PATH"] ?? "")
      .split(path.delimiter)
      .map((directory) => path.join(directory, program))
      .find(existsSync);
    if (found !== undefined) symlinkSync(found, path.join(folder, program));
  }
  return folder;
}

describe("manifests without a cluster", () => {
  let ended: Ended;
  let cwd: string;
  let home: string;
  before(async () => {
    cwd = project(files);
    home = path.join(temporaryFolder(), "home");
    mkdirSync(home);
    ended = await cli(["manifests", cwd, "--garden", core, "-o", "json"], {
      cwd: "/",
      env: { HOME: home, PATH: barePath() },
    });
    expect(ended.code, ended.stderr).to.equal(0);
  });
  after(removeFolders);

  it("runs nothing of the user's", () => {
    expect(
      filesBelow(cwd).filter((file) => path.basename(file).startsWith("ran-")),
    ).to.deep.equal([]);
  });

  it("leaves no status of a provider, and fetches no program", () => {
    expect(
      filesBelow(cwd).filter((file) => file.includes("provider-statuses")),
    ).to.deep.equal([]);
    expect(
      filesBelow(home).filter((file) => file.startsWith(".garden/tools")),
    ).to.deep.equal([]);
  });

  it("shows what can be known", () => {
    const { items } = JSON.parse(ended.stdout) as { items: Manifest[] };
    expect(items.map(({ metadata }) => metadata?.name)).to.deep.equal([
      "after",
      "secretive",
      "site",
      "run-task",
    ]);
  });

  const notShown = [
    "Deploy behind: it depends on Deploy tagged, which uses the outputs of Run tag, which offline work does not run",
    "Deploy tagged: it uses the outputs of Run tag, which offline work does not run",
    "Deploy absent: Invalid manifest file path(s) declared in Deploy type=kubernetes name=absent. Cannot find manifest file(s) at absent.yml in <project> directory.",
    "Deploy changed: kubectl applies its patchResources, and offline work runs no program",
    "Deploy chart: helm renders the chart, and offline work runs no program",
    "Deploy overlay: kustomize renders its manifests, and offline work runs no program",
    "Deploy server, Run tag: exec is no type that Garden's Kubernetes plugin makes pods of",
  ];
  it("names the rest, with its reason", () => {
    const lines = ended.stderr
      .replaceAll(cwd, "<project>")
      .split("\n")
      .filter((line) => line.startsWith("not shown: "));
    expect(lines).to.deep.equal(notShown.map((line) => `not shown: ${line}`));
  });

  it("names a Secret among the manifests, and nothing of what it holds", () => {
    expect(ended.stderr).to.match(/^without pods: .*\bSecret password\b/m);
    expect(ended.stdout + ended.stderr).not.to.match(/canary|Y2FuYXJ5/);
  });

  it("needs no kubectl and no context with local-kubernetes", async () => {
    const { code, stdout, stderr } = await cli(
      ["manifests", project(files), "--garden", core, "--env", "local"],
      { cwd: "/", env: { PATH: barePath() } },
    );
    expect(stdout).to.match(
      /^Deployment\/site +Deploy site +site:v-\w+ +hub$/m,
    );
    expect(stderr).to.contain("Ingress site-0");
    expect(code, stderr).to.equal(0);
  });
});
