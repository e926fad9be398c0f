import { expect } from "chai";
import { cli, type Ended } from "../../garden/process.js";
import { core, filesBelow, removeFolders } from "../../garden/project.js";
import { containerDeploy, deployment, kubernetesDeploy } from "../projects.js";
import { pullSecret } from "../pull-secrets.js";
import { allCredentials } from "./credentials.js";
import { gardenHome, remember } from "./garden.js";
import {
  publicRegistries,
  type PublicRegistries,
} from "../public-registries.js";
import { prepareSecretProject, type SecretProject } from "./secret-project.js";
import { cluster } from "./shared-cluster.js";

interface Check {
  readonly id: string;
  readonly expected: string;
  readonly verdict: string;
  readonly reason: string;
}

interface Result {
  readonly checks: readonly Check[];
  readonly images: readonly {
    readonly image: string;
    readonly served: boolean;
    readonly attempts: readonly { readonly secret: string }[];
  }[];
}

const actions = [
  containerDeploy("api"),
  containerDeploy("web", "docker.io/acme/web:1.0"),
];

const base64 = (text: string) => Buffer.from(text).toString("base64url");
const expiredToken = `${base64('{"alg":"none"}')}.${base64('{"exp":1700000000}')}.${base64("signature")}`;

describe("check, on a project", () => {
  let registries: PublicRegistries;
  const said: string[] = [];
  before(async () => {
    registries = await publicRegistries(cluster());
  });
  after(() => {
    registries.stop();
    removeFolders();
  });
  beforeEach(() => cluster().hub.reset());

  async function check(
    { folder }: SecretProject,
    ...args: string[]
  ): Promise<Ended> {
    const ended = await cli(["check", folder, "--garden", core, ...args], {
      cwd: "/",
      env: {
        HOME: gardenHome(),
        KUBECONFIG: cluster().kubeconfig,
        ...registries.env,
      },
    });
    remember(folder, ["check", ...args], { ...ended, stdout: "", stderr: "" });
    said.push(ended.stdout + ended.stderr);
    return ended;
  }

  async function checked(
    place: SecretProject,
    ...args: string[]
  ): Promise<{ ended: Ended; result: Result }> {
    const ended = await check(place, "-o", "json", ...args);
    expect(ended.stdout, ended.stderr).to.match(/^\{/);
    return { ended, result: JSON.parse(ended.stdout) as Result };
  }

  const verdicts = ({ checks }: Result) =>
    checks.map(({ id, expected, verdict }) => `${verdict} ${id}: ${expected}`);
  const of = ({ checks }: Result, id: string) =>
    checks.filter((one) => one.id === id);

  describe("whose Secret is good", () => {
    let place: SecretProject;
    before(async () => {
      place = await prepareSecretProject("check-good", {
        actions,
        otherProviders: [{ name: "exec", initScript: "touch ran-init-script" }],
      });
      await cluster().createPullSecret(place.credentials, "dockerhub");
    });

    it("passes, and says who pulls what", async () => {
      const mark = await cluster().audit.mark();
      const { ended, result } = await checked(place);
      const user = cluster().credentials.user;
      const entry = "Secret check-good-credentials/dockerhub";
      const key = "https://index.docker.io/v1/";
      expect(verdicts(result)).to.deep.equal([
        `passed secret-exists: ${entry} exists`,
        `passed secret-type: ${entry} is a pull secret`,
        `passed secret-parses: A node can read ${entry}`,
        `passed secret-entries: A node can use all entries of ${entry}`,
        `skipped secret-copy: The copy check-good/dockerhub of ${entry} is up to date`,
        `passed login-accepted: The registry accepts the login ${user} of ${entry} (${key})`,
        `passed headroom: Docker Hub grants more pulls to ${user}`,
        "warning image-secret: A Secret serves registry.example.test/built/app:latest (Deployment/api)",
        "passed image-secret: A Secret serves docker.io/acme/web:1.0 (Deployment/web)",
        "passed image-pull: The registry lets a node pull registry.example.test/built/app:latest",
        "passed image-pull: The registry lets a node pull docker.io/acme/web:1.0",
      ]);
      expect(result.images).to.deep.include({
        image: "docker.io/acme/web:1.0",
        workloads: ["Deployment/web"],
        served: true,
        attempts: [
          { secret: "check-good-credentials/dockerhub", key, username: user },
        ],
        error: null,
        nearMisses: [],
      });
      expect(ended.code).to.equal(0);
      // Nothing but the user's own requests counts: controllers write all the time.
      const requests = (await cluster().audit.since(mark)).filter(
        (request) => request.user === "cluster-admin",
      );
      expect(filesBelow(place.folder)).not.to.include("ran-init-script");
      expect(requests.map(({ verb }) => verb)).to.include("get");
      expect(
        requests.filter(({ verb }) => !["get", "list"].includes(verb)),
      ).to.deep.equal([]);
    });

    it("asks each registry no more than needed, and uses up no pull", async () => {
      await checked(place);
      const asked = cluster()
        .hub.log()
        .map(
          ({ method, kind, repository, user, status }) =>
            `${method} ${kind} ${repository} ${user ?? "-"} ${String(status)}`,
        )
        .sort();
      const user = cluster().credentials.user;
      expect(asked).to.deep.equal(
        ["acme/web", "ratelimitpreview/test"]
          .flatMap((repository) => [
            `HEAD manifest ${repository} - 401`,
            `GET token ${repository} ${user} 200`,
            `HEAD manifest ${repository} ${user} 200`,
          ])
          .sort(),
      );
      expect(cluster().hub.allowance(user).used).to.equal(0);
    });

    it("leaves registries alone with --offline", async () => {
      const { result } = await checked(place, "--offline");
      expect(cluster().hub.log()).to.deep.equal([]);
      for (const id of ["login-accepted", "headroom", "image-pull"])
        for (const { verdict, reason } of of(result, id))
          expect(`${verdict}: ${reason}`).to.equal(
            "skipped: registries are left alone: --offline",
          );
    });

    it("fails where no pull is left, and passes where there is no limit", async () => {
      const { user } = cluster().credentials;
      for (const { limit, verdict } of [
        { limit: 0, verdict: "failed" },
        { limit: undefined, verdict: "passed" },
      ]) {
        cluster().hub.setAccountLimit(user, limit);
        const { ended, result } = await checked(place);
        expect(of(result, "headroom").map((one) => one.verdict)).to.deep.equal([
          verdict,
        ]);
        expect(ended.code).to.equal(verdict === "failed" ? 1 : 0);
      }
    });

    it("says that a registry does not answer", async () => {
      cluster().hub.setOutage(true);
      const { result } = await checked(place);
      expect(of(result, "login-accepted")[0]).to.deep.include({
        verdict: "skipped",
        reason:
          "the registry could not be asked from here: it says that it has a fault of its own",
      });
    });

    it("warns of a stale copy, which stays as it is", async () => {
      await cluster().createPullSecret("check-good", "dockerhub", {
        user: "earlier-user",
        password: "earlier-password",
      });
      const { ended, result } = await checked(place);
      expect(of(result, "secret-copy").map((one) => one.verdict)).to.deep.equal(
        ["warning"],
      );
      expect(ended.code).to.equal(0);
    });

    it("fails, and says why, in a table, once its password is changed at Docker Hub", async () => {
      cluster().hub.setPassword(cluster().credentials.user, "another-password");
      const { code, stdout } = await check(place);
      expect(stdout).to.match(
        /✗ failed +The registry accepts the login .*: it refuses the login/,
      );
      expect(stdout).to.contain(
        "garden-pull-secrets docs checks login-accepted",
      );
      expect(stdout).to.match(
        /\n2 failed, \d+ warning, \d+ skipped, \d+ passed\n$/,
      );
      expect(code).to.equal(1);
    });
  });

  it("whose Secrets are all bad fails, and says what is wrong with each", async () => {
    const place = await prepareSecretProject("check-bad", {
      secrets: ["missing", "opaque", "helpers", "expired", "broken"],
      actions,
    });
    const namespace = place.credentials;
    await cluster().kubectl(
      "delete",
      "secrets",
      "--all",
      `--namespace=${namespace}`,
    );
    const dockerConfig = (name: string, config: string) => ({
      ...pullSecret(namespace, name, { user: "", password: "" }),
      stringData: { ".dockerconfigjson": config },
    });
    await cluster().apply(
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "opaque", namespace },
        type: "Opaque",
      },
      dockerConfig("helpers", '{"credHelpers":{"ghcr.io":"secretservice"}}'),
      dockerConfig("broken", '{"auths":{"ghcr.io":{"auth":"?"}}}'),
      pullSecret(
        namespace,
        "expired",
        { user: "acr-user", password: expiredToken },
        "ghcr.io",
      ),
    );
    const { ended, result } = await checked(place, "--offline");
    const failed = result.checks
      .filter(({ verdict }) => verdict === "failed")
      .map(({ id, expected }) => `${id}: ${expected}`);
    expect(failed).to.deep.equal([
      "secret-exists: Secret check-bad-credentials/missing exists",
      "secret-type: Secret check-bad-credentials/opaque is a pull secret",
      "secret-parses: A node can read Secret check-bad-credentials/broken",
      "secret-entries: A node can use all entries of Secret check-bad-credentials/helpers",
      "login-expiry: The login acr-user of Secret check-bad-credentials/expired (ghcr.io) has not expired",
      "image-secret: A Secret serves registry.example.test/built/app:latest (Deployment/api)",
      "image-secret: A Secret serves docker.io/acme/web:1.0 (Deployment/web)",
    ]);
    expect(ended.code).to.equal(1);
  });

  it("says what it could not find out where the API server can't be reached", async () => {
    const place = await prepareSecretProject("check-away");
    const KUBECONFIG = cluster().writeKubeconfig(
      "away",
      "token",
      "https://127.0.0.1:9",
    );
    const ended = await cli(
      ["check", place.folder, "--garden", core, "--offline"],
      { cwd: "/", env: { HOME: gardenHome(), KUBECONFIG } },
    );
    said.push(ended.stdout + ended.stderr);
    expect(ended.code).to.equal(1);
    expect(ended.stdout + ended.stderr).to.contain("ECONNREFUSED");
    expect(ended.stdout + ended.stderr).not.to.contain("likely a bug");
  });

  it("knows the images of the project's Builds, Garden's own pods, and what a ServiceAccount adds", async () => {
    const namespace = "check-built";
    const place = await prepareSecretProject(namespace, {
      provider: {
        buildMode: "cluster-buildkit",
        deploymentRegistry: { hostname: "docker.io", namespace: "acme" },
      },
      actions: [
        { kind: "Build", name: "app", type: "container" },
        { kind: "Deploy", name: "app", type: "container", build: "app" },
        kubernetesDeploy("plain", [
          deployment("plain", { image: "docker.io/acme/db:1.0" }),
        ]),
      ],
      files: { Dockerfile: "FROM docker.io/library/busybox:1.36\n" },
    });
    await cluster().createPullSecret(place.credentials, "dockerhub");
    await cluster().createPullSecret(namespace, "team");
    await cluster().kubectl(
      ...["patch", "serviceaccount", "default", `--namespace=${namespace}`],
      `--patch={"imagePullSecrets":[{"name":"team"}]}`,
    );
    const { ended, result } = await checked(place);
    expect(ended.code, ended.stdout).to.equal(0);
    const served = result.images.map(
      ({ image, attempts }) =>
        `${image.replace(/[:@].*/, "")} ${attempts.map(({ secret }) => secret).join(" ")}`,
    );
    expect(served).to.deep.equal([
      "docker.io/acme/app check-built-credentials/dockerhub",
      "docker.io/acme/db check-built/team",
      "gardendev/buildkit check-built-credentials/dockerhub",
      "gardendev/k8s-util check-built-credentials/dockerhub",
    ]);
    const ofApp = of(result, "image-pull").find(({ expected }) =>
      expected.includes("acme/app"),
    );
    expect(ofApp?.verdict).to.equal("skipped");
    expect(ofApp?.reason).to.match(/^a Build of this project makes it/);
  });

  // A suite of its own: mocha runs it last.
  describe("after all that", () => {
    it("puts no credential into any output", async () => {
      const { user } = cluster().credentials;
      const words = [...(await allCredentials(cluster())), expiredToken].filter(
        (word) => word !== user,
      );
      expect(words.length).to.be.greaterThan(3);
      const found = words.flatMap((word, index) =>
        said.some((text) => text.includes(word)) ? [index] : [],
      );
      expect(found).to.deep.equal([]);
    });
  });
});
