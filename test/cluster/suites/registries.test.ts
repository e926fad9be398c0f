import { expect } from "chai";
import { loginOf, type Login } from "../../../src/registry/credential.js";
import {
  askForPull,
  type PullVerdict,
} from "../../../src/registry/handshake.js";
import {
  createRegistryClient,
  type RegistryClient,
} from "../../../src/registry/http.js";
import { askHeadroom } from "../../../src/registry/rate-limit.js";
import { measureCheck } from "../measure-check.js";
import { cluster } from "./shared-cluster.js";

const good = { kind: "accepted", exists: true, asked: true } as const;
const wrong = { kind: "rejected", status: 401, reason: "login" } as const;

describe("asking registries for a pull", () => {
  let client: RegistryClient;
  before(async () => {
    client = await createRegistryClient();
  });
  after(() => client.close());
  beforeEach(() => cluster().hub.reset());

  async function askHub(
    repository: string,
    login: Login | null,
  ): Promise<PullVerdict> {
    const registry = new URL(cluster().hub.url);
    const question = { registry, repository, reference: "1.0", login };
    return (await askForPull(client, question)).verdict;
  }

  function account(password = cluster().credentials.password): Login {
    return loginOf(cluster().credentials.user, password);
  }

  it("Docker Hub takes a good login", async () => {
    expect(await askHub("acme/web", account())).to.deep.equal(good);
  });

  it("Docker Hub takes it for an image that is not there yet", async () => {
    expect(await askHub("gardendev/k8s-sync", account())).to.deep.equal({
      ...good,
      exists: false,
    });
  });

  it("Docker Hub refuses a wrong login, even for a public image", async () => {
    expect(await askHub("acme/web", account("wrong"))).to.deep.equal(wrong);
    expect(await askHub("gardendev/k8s-sync", account("wrong"))).to.deep.equal(
      wrong,
    );
  });

  it("Docker Hub shows a private image to nobody", async () => {
    expect(await askHub("acme/web", null)).to.deep.equal({
      ...wrong,
      reason: "access",
    });
  });

  it("Docker Hub says what is left, of an account and of an address, and none of it is used up", async () => {
    const { hub } = cluster();
    const probe = {
      registry: new URL(hub.url),
      repository: "gardendev/k8s-sync",
      reference: "0.1.5",
    };
    hub.setAnonymousLimit(0);
    const limited = {
      kind: "limited",
      windowSeconds: 21_600,
      resetSeconds: null,
    };
    expect(await askHeadroom(client, null, probe)).to.deep.equal({
      ...limited,
      limit: 0,
      remaining: 0,
    });
    expect(await askHeadroom(client, account(), probe)).to.deep.equal({
      ...limited,
      limit: 200,
      remaining: 200,
    });
    hub.setAccountLimit(cluster().credentials.user, undefined);
    expect(await askHeadroom(client, account(), probe)).to.deep.equal({
      kind: "unlimited",
    });
    expect(await askHeadroom(client, account("wrong"), probe)).to.deep.equal({
      kind: "unknown",
      verdict: wrong,
    });
    expect(hub.log().filter(({ counted }) => counted)).to.deep.equal([]);
  });

  it("Docker Hub can be down", async () => {
    cluster().hub.setOutage(true);
    expect(await askHub("acme/web", account())).to.deep.equal({
      kind: "unreachable",
      reason: "server",
    });
  });

  it("docker-registry takes its htpasswd login by Basic, and no other", async () => {
    const { url, authorization } = cluster().registry;
    const [username = "", password = ""] = Buffer.from(
      authorization.replace("Basic ", ""),
      "base64",
    )
      .toString()
      .split(":");
    const ask = async (login: Login | null) => {
      const question = {
        registry: new URL(url),
        repository: "docker.io/acme/web",
        reference: "1.0",
        login,
      };
      return (await askForPull(client, question)).verdict;
    };
    expect(await ask(loginOf(username, password))).to.deep.equal(good);
    expect(await ask(loginOf(username, "wrong"))).to.deep.equal(wrong);
    expect(await ask(null)).to.deep.equal(wrong);
  });

  it("200 images, 20 Secrets and three kinds of registry: no more requests than needed", async () => {
    const { requests, verdicts } = await measureCheck(cluster(), {
      images: 200,
      secrets: 20,
    });
    expect(requests).to.deep.equal({
      // Of each image the challenge, and a token and a request for each of two logins; and the headroom of both.
      token: 67 * (1 + 2 * 2) + (1 + 2 * 2),
      tls: 67,
      basic: 66 * (1 + 2),
    });
    // Docker Hub has none of these images, and does not say so; the one with TLS has every image, the last has none.
    expect(verdicts).to.deep.equal({ failed: 67, passed: 67, warning: 66 });
  });
});
