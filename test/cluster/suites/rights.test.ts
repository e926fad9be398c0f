import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { V1Role, V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { cli, type Ended } from "../../garden/process.js";
import {
  core,
  removeFolders,
  repository,
  temporaryFolder,
} from "../../garden/project.js";
import { dockerConfigJson } from "../pull-secrets.js";
import { prepareExample, type Example } from "./example.js";
import { garden, gardenHome } from "./garden.js";
import { pullSecretsOf, read, readDeployment, readSecret } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const rbac = path.join(repository, "docs", "rbac.yaml");
const copies = ["dockerhub", "shop-registry"];
const sync = ["sync", "start", "web", "--deploy"];

/** A docker configuration with another login than the Secrets of the cluster hold. */
function dockerLogin(): { DOCKER_CONFIG: string } {
  const folder = temporaryFolder();
  writeFileSync(
    path.join(folder, "config.json"),
    dockerConfigJson({ user: "someone", password: "laptop-password-1" }),
  );
  return { DOCKER_CONFIG: folder };
}

describe("under the rights of docs/rbac.yaml alone", function () {
  this.timeout(600_000);
  let example: Example;
  let kubeconfig: string;

  const run = (...args: string[]): Promise<Ended> =>
    garden(example.folder, args, { kubeconfig });
  const runWithWorkloads = (...args: string[]): Promise<Ended> =>
    garden(example.folder, args, {
      kubeconfig,
      env: { GARDEN_PULL_SECRETS_WORKLOADS: "true" },
    });
  const grant = () => cluster().kubectl("apply", `--filename=${rbac}`);
  const copiesNow = () =>
    Promise.all(copies.map((name) => readSecret(name, example.namespace)));

  /** Takes one verb on one resource out of every Role of a namespace. */
  async function revoke(
    verb: string,
    resource: string,
    namespace: string,
  ): Promise<void> {
    for (const name of [
      "garden",
      "garden-pull-secrets",
      "garden-pull-secrets-create",
      "garden-pull-secrets-clean",
    ]) {
      const role = await read<V1Role>("role", name, namespace);
      if (!role) continue;
      const rules = (role.rules ?? []).map((rule) =>
        rule.resources?.includes(resource) &&
        rule.resourceNames?.[0] !== "garden-in-cluster-builder"
          ? { ...rule, verbs: rule.verbs.filter((own) => own !== verb) }
          : rule,
      );
      await cluster().kubectl(
        "patch",
        "role",
        name,
        `--namespace=${namespace}`,
        "--type=merge",
        `--patch=${JSON.stringify({ rules: rules.filter(({ verbs }) => verbs.length > 0) })}`,
      );
    }
  }

  before(async () => {
    example = await prepareExample("shop");
    await grant();
    const token = await cluster().kubectl(
      "create",
      "token",
      "developer",
      "--namespace=default",
    );
    kubeconfig = cluster().writeKubeconfig("developer", token.trim());
  });
  afterEach(grant);
  after(removeFolders);

  it("the example is deployed, builder and all", async () => {
    const { code, stdout } = await run("deploy");
    expect(code, stdout).to.equal(0);
    expect(
      pullSecretsOf(await readDeployment("garden-buildkit", example.namespace)),
    ).to.deep.equal(copies);
  });

  it("a workload goes into sync mode", async () => {
    const { stdout } = await run(...sync);
    expect(stdout).not.to.contain("Error");
    expect(
      pullSecretsOf(await readDeployment("web", example.namespace)),
    ).to.deep.equal(["web-team", ...copies]);
  });

  it("the status is to be had, and a second deploy works", async () => {
    for (const command of [
      ["get", "status"],
      ["deploy"],
      ["deploy", "--force"],
    ]) {
      const { code, stdout } = await run(...command);
      expect(code, stdout).to.equal(0);
    }
  });

  it("an immutable copy is recreated", async () => {
    const immutable = JSON.stringify({
      immutable: true,
      data: {
        ".dockerconfigjson": Buffer.from('{"auths":{}}').toString("base64"),
      },
    });
    await cluster().kubectl(
      "patch",
      "secret",
      "dockerhub",
      `--namespace=${example.namespace}`,
      `--patch=${immutable}`,
    );
    const { code, stdout } = await run("deploy", "api");
    expect(code, stdout).to.equal(0);
    const [copy] = await copiesNow();
    expect(copy?.immutable).to.equal(undefined);
  });

  it("less the right to read a source: the error names it, and nothing is written", async () => {
    const before = await copiesNow();
    await revoke("get", "secrets", "registry-credentials");
    const { code, stdout } = await run("deploy", "api");
    expect(code).to.equal(1);
    expect(stdout).to.contain(
      "Failed reading Secret 'dockerhub' in namespace 'registry-credentials': the right is missing",
    );
    expect(stdout).to.contain('cannot get resource "secrets"');
    expect(stdout).to.contain("docs/rbac.yaml");
    expect(stdout).not.to.contain("likely a bug");
    expect(await copiesNow()).to.deep.equal(before);
  });

  it("less the right to create Secrets: the error names it, and nothing is written", async () => {
    await cluster().kubectl(
      "delete",
      "secret",
      ...copies,
      `--namespace=${example.namespace}`,
    );
    await revoke("create", "secrets", example.namespace);
    const { code, stdout } = await run("deploy", "api");
    expect(code).to.equal(1);
    expect(stdout).to.match(
      /Failed creating Secret '(dockerhub|shop-registry)' in namespace 'shop-dev': the right is missing/,
    );
    expect(stdout).to.contain('cannot create resource "secrets"');
    expect(stdout).not.to.contain("likely a bug");
    expect(await copiesNow()).to.deep.equal([null, null]);
  });

  it("less the right to watch pods: the deploy goes on, and says so once", async () => {
    await revoke("watch", "pods", example.namespace);
    const { code, stdout } = await run("deploy", "--force");
    expect(code, stdout).to.equal(0);
    const said = stdout.split("Failed watching pods in namespace 'shop-dev'");
    expect(said.length - 1, stdout).to.equal(1);
    expect(stdout.replace(/\s+/g, " ")).to.contain(
      'cannot watch resource "pods"',
    );
  });

  it("less the right to read ServiceAccounts: the deploy goes on, and says so once", async () => {
    const file = path.join(example.folder, "web", "deployment.yml");
    const withoutList = readFileSync(file, "utf8").replace(
      /^ +imagePullSecrets:\n.*\n/m,
      "",
    );
    writeFileSync(file, withoutList);
    await revoke("get", "serviceaccounts", example.namespace);
    const { stdout } = await run(...sync);
    const said = stdout.split(
      "Failed reading ServiceAccount 'default' in namespace 'shop-dev'",
    );
    expect(said.length - 1, stdout).to.equal(1);
    expect(stdout).to.contain('cannot get resource "serviceaccounts"');
    expect(
      pullSecretsOf(await readDeployment("web", example.namespace)),
    ).to.deep.equal(copies);
  });

  describe("the commands about credentials", () => {
    const inExample = (command: string, ...args: string[]) =>
      cli([command, example.folder, "--garden", core, ...args], {
        cwd: "/",
        env: { HOME: gardenHome(), KUBECONFIG: kubeconfig, ...dockerLogin() },
      });
    const create = () =>
      inExample(
        ...(["create", "--name", "dockerhub"] as const),
        ...["--namespace", "registry-credentials"],
        ...["--registry", "docker.io", "--yes"],
      );
    const source = () => readSecret("dockerhub", "registry-credentials");

    it("check may read all that it looks for", async () => {
      const { stdout, stderr } = await inExample("check", "--offline");
      expect(stdout, stderr).to.match(/passed +Secret \S+dockerhub exists/);
      expect(stdout + stderr).not.to.contain("the right is missing");
    });

    it("create, less the right to patch the source: the error names it, and nothing is written", async () => {
      const before = await source();
      await cluster().kubectl(
        ...["delete", "role", "garden-pull-secrets-create"],
        "--namespace=registry-credentials",
      );
      const { code, stderr } = await create();
      expect(code).to.equal(1);
      expect(stderr).to.match(/Secret '?\S*dockerhub/);
      expect(stderr).to.contain('cannot patch resource "secrets"');
      expect(await source()).to.deep.equal(before);
    });

    it("create writes the source", async () => {
      const before = await source();
      const { code, stderr } = await create();
      expect(code, stderr).to.equal(0);
      expect((await source())?.data).not.to.deep.equal(before?.data);
    });
  });

  describe("with the user's own workloads", () => {
    const listOf = async () => {
      const account = await read<V1ServiceAccount>(
        "serviceaccount",
        "default",
        example.namespace,
      );
      return (account?.imagePullSecrets ?? []).map(
        (reference) => reference.name,
      );
    };
    before(() => {
      cpSync(
        fileURLToPath(new URL("../charts/worker", import.meta.url)),
        path.join(example.folder, "worker"),
        { recursive: true },
      );
      writeFileSync(
        path.join(example.folder, "worker.garden.yml"),
        "kind: Deploy\nname: worker\ntype: helm\nspec: { chart: { path: worker } }\n",
      );
    });

    it("less the right to patch ServiceAccounts: the deploy goes on, and says so", async () => {
      await revoke("patch", "serviceaccounts", example.namespace);
      const { code, stdout } = await runWithWorkloads("deploy", "worker");
      expect(code, stdout).to.equal(0);
      expect(stdout).to.contain(
        "Failed adding pull secrets to ServiceAccount 'default' in namespace 'shop-dev', so pods that run as it may " +
          "pull anonymously: the right is missing",
      );
      expect(await listOf()).to.deep.equal([]);
    });

    it("a chart's account gets the references", async () => {
      const { code, stdout } = await runWithWorkloads(
        "deploy",
        "worker",
        "--force",
      );
      expect(code, stdout).to.equal(0);
      expect(await listOf()).to.deep.equal(copies);
    });

    describe("clean", () => {
      const clean = (...args: string[]) =>
        cli(["clean", example.folder, "--garden", core, ...args], {
          cwd: "/",
          env: { HOME: gardenHome(), KUBECONFIG: kubeconfig },
        });

      it("less the right to list pods: says so, and does nothing in that namespace", async () => {
        await revoke("list", "pods", example.namespace);
        const { code, stdout, stderr } = await clean("--yes");
        expect({ code, stdout }, stderr).to.deep.equal({ code: 1, stdout: "" });
        expect(stderr).to.contain(
          "Failed listing pods in namespace 'shop-dev': the right is missing",
        );
        expect(stderr).to.contain('cannot list resource "pods"');
        expect(stderr).to.contain("Nothing was done in that namespace.");
        expect(await listOf()).to.deep.equal(copies);
      });

      it("takes off an account what nothing needs, and leaves what is needed", async () => {
        await garden(example.folder, ["delete", "deploy", "worker"]);
        const { code, stdout, stderr } = await clean("--yes");
        expect(code, stderr).to.equal(1);
        expect(stderr).not.to.contain("Failed");
        expect(stdout).to.match(
          /✓ removed +ServiceAccount\/default in namespace shop-dev/,
        );
        expect(stdout).to.match(
          /! needed +Secret\/dockerhub in namespace shop-dev/,
        );
        expect(stdout).to.contain(
          "→ kubectl delete deployment garden-buildkit --namespace shop-dev",
        );
        expect(await listOf()).to.deep.equal([]);
      });
    });
  });
});
