import { loginOf } from "../../src/registry/credential.js";
import { expect } from "chai";
import { askForLogin } from "../../src/registry/handshake.js";
import { createRegistryClient } from "../../src/registry/http.js";
import { serve, stopServers, type Answerer, type Served } from "./serve.js";

const basic = `Basic ${Buffer.from("me:hunter2").toString("base64")}`;

/** Takes the login by Basic. */
const byBasic: Answerer = ({ headers }, outgoing) => {
  const status = headers.authorization === basic ? 200 : 401;
  outgoing.writeHead(status, { "www-authenticate": "Basic realm=any" }).end();
};

/** Takes it for a token, at the same address. */
const byToken: Answerer = ({ headers, url = "" }, outgoing) => {
  const { authorization } = headers;
  if (url.startsWith("/token")) {
    const status = authorization === basic ? 200 : 401;
    outgoing.writeHead(status).end('{"token":"t0ken"}');
    return;
  }
  const realm = `http://${headers.host ?? ""}/token`;
  outgoing
    .writeHead(authorization === "Bearer t0ken" ? 200 : 401, {
      "www-authenticate": `Bearer realm="${realm}",service="any"`,
    })
    .end();
};

describe("askForLogin", () => {
  afterEach(stopServers);

  async function ask(registry: Served, password: string): Promise<object> {
    const client = await createRegistryClient();
    const login = loginOf("me", password);
    const verdict = await askForLogin(client, {
      registry: registry.url,
      login,
    });
    await client.close();
    return verdict;
  }

  const taken = { kind: "accepted", exists: true, asked: true };
  const refused = { kind: "rejected", status: 401, reason: "login" };
  for (const [way, answer] of [
    ["Basic", byBasic],
    ["a token", byToken],
  ] as const) {
    it(`says whether a login is taken by ${way}`, async () => {
      const registry = await serve(answer);
      expect(await ask(registry, "hunter2")).to.deep.equal(taken);
      expect(await ask(registry, "wrong")).to.deep.equal(refused);
    });
  }

  it("asks for a token that allows nothing", async () => {
    const registry = await serve(byToken);
    await ask(registry, "hunter2");
    expect(registry.requests).to.deep.equal([
      "GET /v2/",
      `GET /token?service=any ${basic}`,
      "GET /v2/ Bearer t0ken",
    ]);
  });

  it("says that a registry wants no login", async () => {
    const registry = await serve((_incoming, outgoing) => outgoing.end("{}"));
    expect(await ask(registry, "hunter2")).to.deep.equal({
      ...taken,
      asked: false,
    });
  });
});
