import { reveal } from "../../src/config/hidden.js";
import { fromOutside } from "../../src/config/outside.js";
import { loginOf } from "../../src/registry/credential.js";
import { expect } from "chai";
import {
  UnreachableError,
  type RegistryClient,
  type RegistryRequest,
} from "../../src/registry/http.js";
import { askForToken, bearer } from "../../src/registry/token.js";

const login = loginOf("me", "hunter2");
const answer = { status: 200, header: () => [], body: fromOutside("") };

/** The request that a token is asked for with, or why it is not asked for. `environment.test.ts` does it for real. */
async function request(
  realm: string,
  {
    registry = "https://registry.example.com",
    service,
    scope = null,
    anonymous = false,
  }: {
    registry?: string;
    service?: string;
    scope?: string | null;
    anonymous?: boolean;
  } = {},
): Promise<object | string> {
  const asked: RegistryRequest[] = [];
  const client: RegistryClient = {
    ask: (request) => {
      asked.push(request);
      return Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
  const question = {
    registry: new URL(registry),
    login: anonymous ? null : login,
  };
  const challenge = {
    scheme: "bearer",
    realm: fromOutside(realm),
    service: service === undefined ? undefined : fromOutside(service),
  } as const;
  try {
    await askForToken(client, question, scope, challenge);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    expect(asked).to.deep.equal([]);
    return error.reason;
  }
  const { authorization, ...request } = asked[0] ?? {};
  return authorization === undefined
    ? request
    : { ...request, authorization: reveal(authorization).toString() };
}

describe("askForToken", () => {
  const authorization = `Basic ${Buffer.from("me:hunter2").toString("base64")}`;

  it("asks for a scope of a service, with the login", async () => {
    expect(
      await request("https://auth.example.com/token?a=b", {
        service: "registry",
        scope: "repository:a/b:pull",
      }),
    ).to.deep.equal({
      method: "GET",
      url: new URL(
        "https://auth.example.com/token?a=b&service=registry&scope=repository%3Aa%2Fb%3Apull",
      ),
      authorization,
    });
  });

  it("asks for nothing that is not given", async () => {
    expect(
      await request("https://auth.example.com/token", { anonymous: true }),
    ).to.deep.equal({
      method: "GET",
      url: new URL("https://auth.example.com/token"),
    });
  });

  it("asks by http on this machine where the registry is there, too", async () => {
    const found = await request("http://localhost:5001/token", {
      registry: "http://localhost:5000",
    });
    expect(found).to.have.property("method", "GET");
  });

  for (const [registry, realm] of [
    ["http://localhost:5000", "http://auth.example.com/token"],
    ["https://registry.example.com", "http://localhost:5001/token"],
  ] as const) {
    it(`asks nothing of ${realm} for ${registry}`, async () => {
      expect(await request(realm, { registry })).to.equal("insecure");
    });
  }

  for (const { realm, reason } of [
    { realm: "http://auth.example.com/token", reason: "insecure" },
    { realm: "ftp://auth.example.com/token", reason: "answer" },
    { realm: "token", reason: "answer" },
    { realm: "", reason: "answer" },
  ]) {
    it(`asks nothing of "${realm}" where the registry is asked by https`, async () => {
      expect(await request(realm)).to.equal(reason);
    });
  }
});

describe("bearer", () => {
  for (const [body, token] of [
    ['{"token":"a"}', "a"],
    ['{"access_token":"b"}', "b"],
    ['{"token":"a","access_token":"b"}', "b"],
    ['{"token":"a","access_token":""}', "a"],
  ] as const) {
    it(`is ${token} of ${body}`, () => {
      expect(reveal(bearer(fromOutside(body))).toString()).to.equal(
        `Bearer ${token}`,
      );
    });
  }

  for (const body of [
    "",
    "null",
    "{}",
    '{"token":""}',
    '{"token":1}',
    '{"token":"a b"}',
    '{"token":" a"}',
    '{"token":"a\\r\\nb: c"}',
    '{"token":"\u00e4"}',
  ]) {
    it(`is none of ${body || "nothing"}`, () => {
      expect(() => bearer(fromOutside(body)))
        .to.throw(UnreachableError, "the registry can't be asked: answer")
        .with.property("name", "UnreachableError");
    });
  }
});
