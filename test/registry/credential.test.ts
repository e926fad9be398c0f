import { inspect } from "node:util";
import { expect } from "chai";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";
import { secretOf } from "./odd-cases.js";

const password = "dckr_pat_hunter2";

describe("credential", () => {
  const auth = Buffer.from(`user:${password}`).toString("base64");
  const keyring = makeKeyring([
    secretOf(
      JSON.stringify({
        auths: {
          "registry.example.com": { auth },
          [`https://someone:${password}@registry.example.com/acme`]: { auth },
        },
      }),
    ),
  ]);
  const lookup = lookUp(keyring, "registry.example.com/acme/web");

  it("hands out the login when asked for it", () => {
    const logins = lookup.attempts.map(({ login }) => login());
    expect(logins.map((login) => login.password.toString())).to.deep.equal([
      password,
      password,
    ]);
  });

  it("says where it is from, without the user that a key may hold", () => {
    expect(
      lookup.attempts.map(({ secret, key, username }) => [
        secret,
        key,
        username,
      ]),
    ).to.deep.equal([
      ["#1", "https://***@registry.example.com/acme", "user"],
      ["#1", "registry.example.com", "user"],
    ]);
  });

  const printed = {
    "JSON.stringify": JSON.stringify([keyring, lookup]),
    inspect: inspect([keyring, lookup], {
      showHidden: true,
      depth: null,
      getters: true,
    }),
    String: lookup.attempts.map(String).join(),
    "what a clone takes along": JSON.stringify(
      lookup.attempts.map((attempt) =>
        Object.values({ ...attempt }).map(String),
      ),
    ),
  };
  for (const [way, text] of Object.entries(printed)) {
    it(`shows no password to ${way}`, () => {
      const traces = [password, auth, Buffer.from(password).toString("hex")];
      for (const trace of traces) expect(text).not.to.contain(trace);
    });
  }
});
