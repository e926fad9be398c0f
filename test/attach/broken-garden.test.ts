import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Changes } from "../bundle/bundle.js";
import { installGardenTools } from "../cluster/garden-tools.js";
import { changedGarden, moduleOf } from "../garden/changed-garden.js";
import { cli, patchedGarden } from "../garden/process.js";
import {
  exampleProject,
  filesBelow,
  project,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";

const buildkit = "plugins/kubernetes/container/build/buildkit.js";
const syncUtil = "plugins/kubernetes/container/build/common.js";
const sync = "plugins/kubernetes/sync.js";
const secrets = "plugins/kubernetes/secrets.js";
const other = "plugins/kubernetes/local/config.js";
const plugin = "plugin/plugin.js";

/** A seam became a constant, one lost a parameter, one was split in two, and one is declared twice. */
const several: {
  readonly changes: Changes;
  /** What becomes of each, in the order of the table. */
  readonly missing: readonly { readonly id: string; readonly reason: string }[];
} = {
  changes: {
    [buildkit]: (source) =>
      source.replace(
        /(export )?function getBuildkitDeployment\(/,
        "$1const getBuildkitDeployment = function (",
      ),
    [syncUtil]: (source) =>
      source.replace(
        "function getUtilManifests(provider, authSecretName, imagePullSecrets) {",
        "function getUtilManifests(provider, authSecretName, secrets) {\n    const imagePullSecrets = secrets;",
      ),
    [sync]: (source) =>
      source.replace(
        "function configureSyncMode({",
        "function configureSyncMode(...given) { return configureSync(...given); }\nasync function configureSync({",
      ),
    [other]: (source) => `function prepareSecrets() {}\n${source}`,
  },
  missing: [
    {
      id: "buildkit",
      reason: `getBuildkitDeployment in ${moduleOf(buildkit)} can't be replaced: Assignment to constant variable.`,
    },
    {
      id: "sync-util",
      reason: `getUtilManifests in ${moduleOf(syncUtil)} no longer takes the parameter imagePullSecrets`,
    },
    {
      id: "sync-mode",
      reason: `configureSyncMode in ${moduleOf(sync)} no longer takes the parameter ctx, log, provider, action, manifests`,
    },
    {
      id: "secrets",
      reason: `prepareSecrets is declared 2 times (${[moduleOf(secrets), moduleOf(other)].sort().join(", ")}), so it is not clear which one Garden uses`,
    },
  ],
};

const plain = {
  "project.garden.yml":
    "apiVersion: garden.io/v1\nkind: Project\nname: plain\nenvironments: [{ name: default }]\n",
};

/** Every plugin is made by a function of another name. */
function withoutPlugin(source: string): string {
  return source.includes("export function createGardenPlugin(")
    ? source.replace(
        "export function createGardenPlugin(",
        "export { make as createGardenPlugin };\nfunction make(",
      )
    : source.replaceAll("createGardenPlugin", "makePlugin");
}

const notFound =
  "plugin: createGardenPlugin was not found: no module of this Garden declares it (expected in plugin/plugin.ts)";

describe("a Garden that the patch does not fit", () => {
  after(removeFolders);

  describe("with seams of which each has changed in its own way", () => {
    const { changes, missing } = several;
    let garden: string;
    before(() => {
      garden = changedGarden(changes);
    });

    it("is shown by `seams`, with exit code 1", async () => {
      const { code, stdout } = await cli(
        ["seams", "--garden", garden, "-o", "json"],
        { cwd: "/" },
      );
      const { seams } = JSON.parse(stdout) as {
        seams: { id: string; state: string; reason: string }[];
      };
      expect(
        seams
          .filter(({ state }) => state === "missing")
          .map(({ id, reason }) => ({ id, reason })),
      ).to.deep.equal(missing);
      expect(code).to.equal(1);
    });

    it("stops Garden's Kubernetes provider before anything is done", async () => {
      const cwd = exampleProject("shop");
      const { code, stdout, stderr } = await patchedGarden(
        ["deploy"],
        { cwd },
        garden,
      );
      const output = stdout + stderr;
      const sentences = missing.map(({ id, reason }) => `- ${id}: ${reason}`);
      expect(output.replace(/\s+/g, " ")).to.contain(
        `garden-pull-secrets does not fit this Garden, so nothing was done: ${sentences.join(" ")}`,
      );
      expect(code).to.equal(1);
      expect(output).not.to.match(/likely a bug|^ +at /m);
      expect(
        filesBelow(cwd).filter((file) =>
          file.includes("provider-statuses/kubernetes"),
        ),
      ).to.deep.equal([]);
    });
    it("goes on with a project without Kubernetes", async () => {
      const cwd = project(plain);
      const { code } = await patchedGarden(["validate"], { cwd }, garden);
      expect(code).to.equal(0);
    });
  });

  describe("in what a newer one fixed itself", () => {
    let garden: string;
    before(() => {
      garden = changedGarden({
        "util/util.js": (source) =>
          source.replace(
            "function getPackageVersion() {",
            '$& return "0.13.43";',
          ),
        [other]: (source) => `function configureSyncMode() {}\n${source}`,
      });
    });

    it("is shown by `seams`, with exit code 0", async () => {
      const { code, stdout } = await cli(["seams", "--garden", garden], {
        cwd: "/",
      });
      expect(stdout.replace(/\s+/g, " ")).to.contain(
        "fixed upstream sync-mode Garden fixed it in 0.13.43, and the patch adds nothing: configureSyncMode is declared 2 times",
      );
      expect(code).to.equal(0);
    });

    it("is warned of, and does not stop Garden's Kubernetes provider", async () => {
      const cwd = exampleProject("shop");
      const { stdout } = await patchedGarden(
        ["get", "config", "--resolve=full"],
        { cwd },
        garden,
      );
      expect(stdout.replace(/\s+/g, " ")).to.contain(
        "garden-pull-secrets: sync-mode: Garden fixed it in 0.13.43",
      );
      expect(stdout).not.to.contain("does not fit this Garden");
    });
  });

  describe("in what the patch can do without", () => {
    let garden: string;
    before(() => {
      garden = changedGarden({
        "plugins/kubernetes/nginx/default-backend.js": (source) =>
          source.replace(
            "function defaultBackendGetManifests(ctx) {",
            "function defaultBackendGetManifests(context) { const ctx = context.ctx ?? context;",
          ),
        "plugins/kubernetes/nginx/nginx-kind-manifests.js": (source) =>
          source.replace(
            "function kindNginxGetManifests(namespace) {",
            "function kindNginxGetManifests(name) { const namespace = name;",
          ),
        "plugins/kubernetes/run.js": (source) =>
          source.replaceAll("prepareLogsFollower(", "followLogs("),
      });
    });

    it("is shown by `seams`, with exit code 0", async () => {
      const { code, stdout } = await cli(
        ["seams", "--garden", garden, "-o", "json"],
        { cwd: "/" },
      );
      const { seams } = JSON.parse(stdout) as {
        seams: { id: string; state: string }[];
      };
      expect(
        seams
          .filter(({ state }) => state === "missing")
          .map(({ id }) => id)
          .sort(),
      ).to.deep.equal(["default-backend", "explain-run", "ingress-kind"]);
      expect(code).to.equal(0);
    });

    it("keeps Garden's own functions, and goes on with the rest", async () => {
      const { stdout, stderr } = await cli(
        ["manifests", "--garden", garden, "--all", "--diff", "-o", "json"],
        { cwd: exampleProject("shop") },
      );
      expect(stderr).not.to.contain("not shown: default backend");
      const { workloads } = JSON.parse(stdout) as {
        workloads: { madeBy: string; after: string[] }[];
      };
      const after = (made: string) =>
        workloads.find(({ madeBy }) => madeBy === made)?.after;
      expect(after("default backend")).to.deep.equal([]);
      expect(after("ingress-nginx on kind")).to.deep.equal([]);
      expect(after("kaniko")).to.deep.equal(["dockerhub", "shop-registry"]);
      // The row `pod-runner`, which shares a class with `explain-run`.
      expect(after("pull-image")).to.deep.equal(["dockerhub", "shop-registry"]);
    });
  });

  describe("where the row that places the check is gone", () => {
    let garden: string;
    before(() => {
      garden = changedGarden({ [plugin]: withoutPlugin });
    });

    it("is shown by `seams`, with exit code 1", async () => {
      const { code, stderr } = await cli(["seams", "--garden", garden], {
        cwd: "/",
      });
      expect(stderr).to.contain(notFound);
      expect(code).to.equal(1);
    });

    it("stops Garden's Kubernetes provider before anything is done", async () => {
      const cwd = exampleProject("shop");
      const { code, stdout, stderr } = await patchedGarden(
        ["deploy"],
        { cwd },
        garden,
      );
      const output = (stdout + stderr).replace(/\s+/g, " ");
      expect(output).to.contain(
        "does not fit this Garden, so nothing was done",
      );
      expect(output).to.contain(`- ${notFound}`);
      expect(output).not.to.match(/likely a bug|Garden was ended/);
      expect(code).to.equal(1);
    });

    it("goes on where no project is asked for", async () => {
      const { code, stderr } = await patchedGarden(
        ["version"],
        { cwd: temporaryFolder() },
        garden,
      );
      expect(stderr).not.to.match(/does not fit|NOT patched/);
      expect(code).to.equal(0);
    });
  });

  it("ends when it is about to start kubectl, where no place of the check is left", async () => {
    const garden = changedGarden({
      [plugin]: withoutPlugin,
      "plugins/kubernetes/kubernetes.js": (source) =>
        source.replace(
          /(export )?async function (configureProvider\S*)\(/,
          "$1const $2 = configureIt;\nasync function configureIt(",
        ),
    });
    const home = temporaryFolder();
    const started = path.join(home, "started");
    const kubectl = path.join(home, "kubectl");
    writeFileSync(kubectl, `#!/bin/sh\ntouch ${started}\n`, { mode: 0o755 });
    installGardenTools(home, { kubectl, helm: kubectl });
    const { code, stderr } = await patchedGarden(
      ["deploy"],
      { cwd: exampleProject("shop"), env: { HOME: home } },
      garden,
    );
    expect(stderr).to.contain(`- ${notFound}`);
    expect(stderr).to.contain(
      "Garden was ended when it was about to start kubectl.",
    );
    expect(code).to.equal(1);
    expect(existsSync(started)).to.equal(false);
  });
});

describe("a Garden with added parameters", () => {
  after(removeFolders);

  it("is patched", async () => {
    const garden = changedGarden({
      [buildkit]: (source) =>
        source.replace(
          "authSecretName, imagePullSecrets) {",
          "authSecretName, imagePullSecrets, added = {}) {",
        ),
      "plugins/kubernetes/sync.js": (source) =>
        source.replace(
          "configureSyncMode({ ctx, log,",
          "configureSyncMode({ added, ctx, log,",
        ),
    });
    const { code, stdout } = await cli(["seams", "--garden", garden], {
      cwd: "/",
    });
    expect(stdout).not.to.contain("missing");
    expect(code).to.equal(0);
  });
});
