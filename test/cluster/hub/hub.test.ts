import { once } from "node:events";
import { createServer } from "node:http";

import { expect } from "chai";

import { startHub, type Hub } from "./hub.js";

const digest = `sha256:${"0".repeat(64)}`;
const manifests = "/v2/acme/public/manifests";

describe("Docker Hub, emulated", () => {
  const behind = createServer((request, response) => {
    response.writeHead(200, { "docker-content-digest": digest });
    response.end(request.method === "HEAD" ? undefined : request.url);
  });
  let hub: Hub;

  before(async () => {
    behind.listen(0, "127.0.0.1");
    await once(behind, "listening");
    const address = behind.address();
    const port = typeof address === "object" ? address?.port : undefined;
    hub = await startHub({
      upstream: { url: `http://127.0.0.1:${port ?? 0}`, authorization: "" },
      repositories: { public: ["acme/public"], private: ["acme/private"] },
      accounts: { someone: "secret" },
    });
  });
  afterEach(() => hub.reset());
  after(async () => {
    await hub.stop();
    behind.close();
  });

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, hub.url), init);
  const basic = (user: string, password: string) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

  /** A token by GET: anonymous, or with Basic credentials. */
  async function token(repository: string, authorization?: string) {
    const response = await ask(`/token?scope=repository:${repository}:pull`, {
      ...(authorization === undefined ? {} : { headers: { authorization } }),
    });
    const { token } = (await response.json()) as { token: string };
    return `Bearer ${token}`;
  }

  it("says where to get a token, and for what", async () => {
    const response = await ask(`${manifests}/1`);
    expect(response.status).to.equal(401);
    expect(response.headers.get("www-authenticate")).to.equal(
      `Bearer realm="${hub.url}/token",service="registry.docker.io",scope="repository:acme/public:pull"`,
    );
  });

  it("gives tokens to accounts by OAuth's password grant", async () => {
    const login = { username: "someone", password: "secret" };
    const form = {
      grant_type: "password",
      scope: "repository:acme/private:pull",
    };
    const body = new URLSearchParams({ ...form, ...login });
    const response = await ask("/token", { method: "POST", body });
    const { access_token } = (await response.json()) as Record<string, string>;
    const authorization = `Bearer ${access_token ?? ""}`;
    const pulled = await ask("/v2/acme/private/manifests/1", {
      headers: { authorization },
    });
    expect(await pulled.text()).to.equal(
      "/v2/docker.io/acme/private/manifests/1",
    );
  });

  for (const [title, body] of [
    [
      "a wrong password",
      { grant_type: "password", username: "someone", password: "wrong" },
    ],
    [
      "an unknown account",
      { grant_type: "password", username: "nobody", password: "secret" },
    ],
  ] as const) {
    it(`refuses ${title} with 401, and logs who tried`, async () => {
      const form = new URLSearchParams(body);
      const posted = await ask("/token", { method: "POST", body: form });
      const authorization = basic(body.username, body.password);
      const got = await ask("/token", { headers: { authorization } });
      expect([posted.status, got.status]).to.deep.equal([401, 401]);
      expect(hub.log().map(({ user }) => user)).to.deep.equal([
        body.username,
        body.username,
      ]);
      expect(JSON.stringify(hub.log())).not.to.contain(body.password);
    });
  }

  it("refuses other grants", async () => {
    const body = new URLSearchParams({ grant_type: "refresh_token" });
    const response = await ask("/token", { method: "POST", body });
    expect(response.status).to.equal(400);
  });

  for (const repository of ["acme/private", "acme/unknown"]) {
    it(`does not show ${repository} to anonymous callers`, async () => {
      const authorization = await token(repository);
      const response = await ask(`/v2/${repository}/manifests/1`, {
        headers: { authorization },
      });
      expect(response.status).to.equal(401);
      expect(response.headers.get("www-authenticate")).to.match(
        /,error="insufficient_scope"$/,
      );
    });
  }

  it("counts manifests that are got, and nothing else, and says what is left", async () => {
    hub.setAnonymousLimit(2);
    const authorization = await token("acme/public");
    const left = async (path: string, method: string) => {
      const response = await ask(path, { method, headers: { authorization } });
      return `${response.status} ${response.headers.get("ratelimit-remaining") ?? "-"}`;
    };
    expect(await left(`${manifests}/1`, "HEAD")).to.equal("200 2;w=21600");
    expect(await left(`${manifests}/1`, "GET")).to.equal("200 1;w=21600");
    expect(await left(`/v2/acme/public/blobs/${digest}`, "GET")).to.equal(
      "200 -",
    );
    expect(await left(`${manifests}/${digest}`, "GET")).to.equal(
      "200 0;w=21600",
    );
    expect(await left(`${manifests}/1`, "GET")).to.equal("429 0;w=21600");
    expect(await left(`${manifests}/1`, "HEAD")).to.equal("200 0;w=21600");
    expect(hub.log().filter(({ counted }) => counted)).to.have.length(2);
  });

  it("names the limit and its source", async () => {
    const headers = { authorization: await token("acme/public") };
    const response = await ask(`${manifests}/1`, { method: "HEAD", headers });
    expect(response.headers.get("ratelimit-limit")).to.equal("100;w=21600");
    expect(response.headers.get("docker-ratelimit-source")).to.equal(
      "127.0.0.1",
    );
  });

  it("says nothing of limits to whoever has none", async () => {
    hub.setAccountLimit("someone", undefined);
    const authorization = await token(
      "acme/public",
      basic("someone", "secret"),
    );
    const response = await ask(`${manifests}/1`, {
      headers: { authorization },
    });
    expect(response.status).to.equal(200);
    expect([...response.headers.keys()].join()).not.to.contain("ratelimit");
  });

  it("refuses with Docker Hub's words, without and with an account", async () => {
    hub.setAnonymousLimit(0);
    hub.setAccountLimit("someone", 0);
    const refusal = async (authorization: string) => {
      const response = await ask(`${manifests}/1`, {
        headers: { authorization },
      });
      return await response.json();
    };
    expect(await refusal(await token("acme/public"))).to.have.nested.include({
      "errors[0].code": "TOOMANYREQUESTS",
      "errors[0].message":
        "You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
    });
    const account = await token("acme/public", basic("someone", "secret"));
    expect(await refusal(account))
      .to.have.nested.property("errors[0].message")
      .that.matches(
        /^You have reached your pull rate limit as 'someone': dckr_jti_\S+\. You may increase/,
      );
  });

  it("can be down, change passwords, and forget all that", async () => {
    hub.setPassword("someone", "rotated");
    const login = { headers: { authorization: basic("someone", "secret") } };
    expect((await ask("/token", login)).status).to.equal(401);
    hub.setOutage(true);
    expect((await ask("/token", login)).status).to.equal(503);
    hub.reset();
    expect((await ask("/token", login)).status).to.equal(200);
    expect(hub.log()).to.have.length(1);
  });
});
