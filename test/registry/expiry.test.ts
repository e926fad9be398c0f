import { loginOf } from "../../src/registry/credential.js";
import { expect } from "chai";
import { endOf, expiryOf } from "../../src/registry/expiry.js";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const base64url = (text: string) => Buffer.from(text).toString("base64url");
const jwt = (claims: string) =>
  `${base64url('{"alg":"RS256"}')}.${base64url(claims)}.c2ln`;

describe("expiryOf", () => {
  const cases = [
    {
      title: "a JSON Web Token",
      password: jwt('{"exp":1700000000}'),
      expected: "2023-11-14T22:13:20.000Z",
    },
    {
      title: "a token of Amazon ECR",
      password: base64('{"payload":"x","expiration":1700000000}'),
      expected: "2023-11-14T22:13:20.000Z",
    },
    {
      title: "a token until the last second of all dates",
      password: jwt('{"exp":8640000000000}'),
      expected: "+275760-09-13T00:00:00.000Z",
    },
    {
      title: "a token until the second behind all dates",
      password: jwt('{"exp":8640000000001}'),
    },
    { title: "a token that lasts", password: jwt("{}") },
    { title: "a token of no JSON", password: jwt("{exp") },
    { title: "a token whose end is no number", password: jwt('{"exp":"1"}') },
    { title: "a token whose end is no date", password: jwt('{"exp":1e300}') },
    {
      title: "a token in a sentence",
      password: `a ${jwt('{"exp":1700000000}')}`,
    },
    {
      title: "a token with a fourth part",
      password: `${jwt('{"exp":1700000000}')}.x`,
    },
    { title: "a token of null", password: jwt("null") },
    { title: "a password", password: "hunter2" },
    { title: "a password of three parts", password: "a.b.c" },
    { title: "none", password: "" },
  ];
  for (const { title, password, expected = null } of cases) {
    it(`reads the end of ${title}`, () => {
      expect(expiryOf(loginOf("me", password))?.toISOString() ?? null).to.equal(
        expected,
      );
    });
  }
});

describe("endOf", () => {
  const login = loginOf("me", jwt('{"exp":1700000000}'));
  for (const { now, state } of [
    { now: "2023-11-14T22:13:20Z", state: "ended" },
    { now: "2023-11-14T22:13:19Z", state: "soon" },
    { now: "2023-11-13T22:13:20Z", state: "soon" },
    { now: "2023-11-13T22:13:19Z", state: "later" },
  ])
    it(`seen from ${now} is ${state}`, () => {
      expect(endOf(login, new Date(now))).to.deep.equal({
        at: new Date("2023-11-14T22:13:20Z"),
        state,
      });
    });

  it("is none where the password does not tell", () => {
    expect(endOf(loginOf("me", "hunter2"), new Date(0))).to.equal(null);
  });
});
