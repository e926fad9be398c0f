import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { cli, gardenEnvironment, type Ended } from "../../garden/process.js";
import {
  core,
  removeFolders,
  repository,
  temporaryFolder,
} from "../../garden/project.js";
import { containerDeploy } from "../projects.js";
import { dockerConfigJson } from "../pull-secrets.js";
import { allCredentials } from "./credentials.js";
import { gardenHome, remember } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  publicRegistries,
  type PublicRegistries,
} from "../public-registries.js";
import { prepareSecretProject, type SecretProject } from "./secret-project.js";
import { secretRequests, writes } from "./secret-requests.js";
import { cluster } from "./shared-cluster.js";

const actions = [
  containerDeploy("api"),
  containerDeploy("web", "docker.io/acme/web:1.0"),
];

const lines = `imagePullSecrets:
  - name: dockerhub
    namespace: create-suite-credentials
`;

describe("create", () => {
  let registries: PublicRegistries;
  let place: SecretProject;
  const said: string[] = [];
  let dockerConfig: string;

  before(async () => {
    dockerConfig = temporaryFolder();
    registries = await publicRegistries(cluster());
    place = await prepareSecretProject("create-suite", {
      actions,
    });
    await cluster().kubectl(
      "delete",
      "secret",
      "dockerhub",
      `--namespace=${place.credentials}`,
    );
  });
  after(() => {
    registries.stop();
    removeFolders();
  });
  beforeEach(() => {
    cluster().hub.reset();
    logIn(cluster().credentials.password);
  });

  /** What docker has here: Docker Hub's login, and one that no image of the project is for. */
  function logIn(password: string): void {
    const { user } = cluster().credentials;
    const { auths } = JSON.parse(dockerConfigJson({ user, password })) as {
      auths: object;
    };
    const quay = { auth: Buffer.from("me:quay-password-1").toString("base64") };
    writeFileSync(
      path.join(dockerConfig, "config.json"),
      JSON.stringify({ auths: { ...auths, "quay.io": quay } }),
    );
  }

  function environment(): Record<string, string> {
    return {
      HOME: gardenHome(),
      KUBECONFIG: cluster().kubeconfig,
      DOCKER_CONFIG: dockerConfig,
      PATH: `${path.dirname(cluster().binaries.kubectl)}${path.delimiter}${process.env["PATH"] ?? ""}`,
      ...registries.env,
    };
  }

  async function create(...args: string[]): Promise<Ended> {
    const ended = await cli(["create", ...args], {
      cwd: "/",
      env: environment(),
    });
    remember(place.folder, ["create"], { ...ended, stdout: "", stderr: "" });
    said.push(ended.stderr, args.includes("yaml") ? "" : ended.stdout);
    return ended;
  }

  const inProject = (...args: string[]) =>
    create(place.folder, "--garden", core, ...args);

  /** The same on a terminal, at which somebody types `answer`. */
  async function onTerminal(answer: string, ...args: string[]): Promise<Ended> {
    const main = path.join(repository, "dist", "cli", "main.js");
    const command = [process.execPath, main, "create", place.folder];
    const words = [...command, "--garden", core, ...args].map(
      (word) => `'${word}'`,
    );
    const child = spawn("script", ["-qec", words.join(" "), "/dev/null"], {
      env: gardenEnvironment(environment()),
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (text.includes("[y/N]")) child.stdin.write(`${answer}\n`);
    });
    const code = await new Promise<number | null>((resolve) =>
      child.on("close", resolve),
    );
    said.push(stdout);
    return { code, signal: null, stdout, stderr: "" };
  }

  const made = () => readSecret("dockerhub", place.credentials);

  async function entries(): Promise<Record<string, unknown>> {
    const data = (await made())?.data?.[".dockerconfigjson"] ?? "";
    const config = Buffer.from(data, "base64").toString();
    return (JSON.parse(config) as { auths: Record<string, unknown> }).auths;
  }

  it("with --dry-run writes nothing", async () => {
    const requests = await secretRequests(async () => {
      const { code, stderr, stdout } = await inProject("--dry-run");
      expect(code, stderr).to.equal(0);
      expect(stdout).to.equal(lines);
      expect(stderr).to.equal(
        [
          "Context:     garden-pull-secrets",
          "Namespace:   create-suite-credentials",
          "Secret:      dockerhub (is made)",
          "Registries:  docker.io as garden-user",
          "Left out:    registry.example.test: docker has no login for it on this machine; to log in: docker login " +
            "registry.example.test",
          "Nothing was written: --dry-run.",
          "The provider config names it already:",
          "",
        ].join("\n"),
      );
    });
    expect(writes(requests)).to.deep.equal([]);
    expect(requests).not.to.deep.equal([]);
  });

  it("with --verify writes nothing where Docker Hub refuses the login", async () => {
    logIn("an-older-password");
    const { code, stderr } = await inProject("--yes", "--verify");
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      "docker.io: the registry refuses the login. Log in again\n",
    );
    expect(await made()).to.equal(null);
  });

  it("says so where docker has no configuration", async () => {
    rmSync(path.join(dockerConfig, "config.json"));
    const { code, stderr } = await inProject("--yes");
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^\S+config\.json: no such file\. Log in first: docker login\n$/,
    );
  });

  it("says so where the API server can't be reached", async () => {
    const KUBECONFIG = cluster().writeKubeconfig(
      "nowhere",
      "token",
      "https://127.0.0.1:9",
    );
    const { code, stderr } = await cli(
      ["create", place.folder, "--garden", core, "--yes"],
      { cwd: "/", env: { ...environment(), KUBECONFIG } },
    );
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^Failed reading Secret 'dockerhub' in namespace 'create-suite-credentials': .*ECONNREFUSED/,
    );
  });

  it("on a terminal asks, and takes no for an answer", async () => {
    const { code, stdout } = await onTerminal("n");
    expect(code, stdout).to.equal(1);
    expect(stdout).to.contain("Nothing was written.");
    expect(await made()).to.equal(null);
  });

  it("on a terminal shows no credential", async () => {
    const { code, stdout } = await onTerminal("", "-o", "yaml");
    expect(code).to.equal(2);
    expect(stdout.trim()).to.equal(
      "-o yaml prints credentials: send it to a file or a pipe.",
    );
  });

  it("makes the Secret that check is content with, under a field manager of its own", async () => {
    const { code, stderr, stdout } = await inProject("--yes", "--verify");
    expect(code, stderr).to.equal(0);
    expect(stdout).to.equal(lines);
    expect(Object.keys(await entries())).to.deep.equal([
      "https://index.docker.io/v1/",
    ]);
    const managers = (
      JSON.parse(
        await cluster().kubectl(
          ...["get", "secret", "dockerhub", "--output=json"],
          ...["--show-managed-fields", `--namespace=${place.credentials}`],
        ),
      ) as {
        metadata: {
          managedFields: { manager: string; operation: string }[];
          annotations?: object;
        };
      }
    ).metadata;
    expect(
      managers.managedFields.map(
        ({ manager, operation }) => `${operation} ${manager}`,
      ),
    ).to.deep.equal(["Update garden-pull-secrets"]);
    expect(managers.annotations).to.equal(undefined);
    const checked = await cli(["check", place.folder, "--garden", core], {
      cwd: "/",
      env: environment(),
    });
    expect(checked.code, checked.stdout).to.equal(0);
  });

  it("brings it up to date, keeps other registries' entries, and takes over what somebody else wrote", async () => {
    await cluster().apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "dockerhub", namespace: place.credentials },
      type: "kubernetes.io/dockerconfigjson",
      stringData: {
        ".dockerconfigjson": JSON.stringify({
          auths: { "docker.io": { auth: "bWU6b2xk" }, "ghcr.io": {} },
        }),
      },
    });
    const { code, stdout } = await onTerminal("y");
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("ghcr.io stays as it is");
    expect(Object.keys(await entries())).to.deep.equal([
      "ghcr.io",
      "https://index.docker.io/v1/",
    ]);
  });

  it("prints a Secret to a pipe that kubectl takes", async () => {
    const { code, stdout } = await inProject(
      ...["--name", "piped", "--namespace", place.credentials],
      ...["--registry", "quay.io", "-o", "yaml"],
    );
    expect(code).to.equal(0);
    const file = path.join(temporaryFolder(), "secret.yaml");
    writeFileSync(file, stdout);
    await cluster().kubectl("create", `--filename=${file}`);
    const piped = await readSecret("piped", place.credentials);
    expect(piped?.type).to.equal("kubernetes.io/dockerconfigjson");
  });

  it("prints one without a project that kubectl takes", async () => {
    const { code, stdout, stderr } = await create(
      ...["--name", "alone", "--namespace", place.credentials],
      ...["--registry", "docker.io", "--verify", "-o", "yaml"],
    );
    expect(code, stderr).to.equal(0);
    const file = path.join(temporaryFolder(), "secret.yaml");
    writeFileSync(file, stdout);
    await cluster().kubectl("create", `--filename=${file}`);
    const alone = await readSecret("alone", place.credentials);
    expect(alone?.type).to.equal("kubernetes.io/dockerconfigjson");
  });

  it("says so where the namespace is not there", async () => {
    const { code, stderr } = await inProject(
      ...["--name", "lost", "--namespace", "nowhere", "--yes"],
    );
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      'Failed writing Secret nowhere/lost: the API server answered 404: namespaces "nowhere" not found\n',
    );
  });

  it("puts no credential into any output", async () => {
    const words = [...(await allCredentials(cluster()))].filter(
      (word) => word !== cluster().credentials.user,
    );
    expect(words).to.include(cluster().credentials.password);
    const found = words.flatMap((word, index) =>
      said.some((text) => text.includes(word)) ? [index] : [],
    );
    expect(found).to.deep.equal([]);
  });
});
