import { reveal } from "../../src/config/hidden.js";
import { inspect } from "node:util";
import { expect } from "chai";
import {
  credential,
  loginId,
  loginOf,
  withoutUser,
  type Credential,
} from "../../src/registry/credential.js";
import {
  lookUp,
  makeKeyring,
  type Keyring,
} from "../../src/registry/keyring.js";
import { secretOf } from "./odd-cases.js";

const password = "dckr_pat_hunter2";

describe("loginId", () => {
  it("is the same for the same login only, and holds nothing of it", () => {
    const id = loginId(loginOf("robot", password));
    expect(loginId(loginOf("robot", password))).to.equal(id);
    expect(loginId(loginOf("robot", `${password}.`))).not.to.equal(id);
    expect(loginId(loginOf("robots", password))).not.to.equal(id);
    expect(id).to.match(/^[0-9a-f]{64}$/);
  });
});

describe("credential", () => {
  for (const { username, password: secret, expected } of [
    { username: "", password: "", expected: true },
    { username: "me", password: "", expected: false },
    { username: "", password: "pw", expected: false },
    { username: "me", password: "pw", expected: false },
  ]) {
    it(`is ${expected ? "" : "not "}empty with the name "${username}" and the password "${secret}"`, () => {
      const { isEmpty } = credential(
        { secret: "#1", key: "a.io" },
        loginOf(username, secret),
      );
      expect(isEmpty).to.equal(expected);
    });
  }

  for (const [username, expected] of [
    ["robot$sample-ns+k8s", "robot$sample-ns+k8s"],
    ["robot$shop+puller", "robot$shop+puller"],
    ["robot$CI.Prod_2", "robot$CI.Prod_2"],
    [
      "robot$sample-ns-01-bgy0m4+4k8s-6qcbmk",
      "robot$sample-ns-01-bgy0m4+4k8s-6qcbmk",
    ],
    ["acme+deployer", "acme+deployer"],
    [`robot$dop_v1_${"a1b2c3d4".repeat(4)}`, "***"],
    [`robot$glpat-${"Zx9qLw3v".repeat(2)}`, "***"],
    ["robot$Xk9vQ2mZ7pRt4LwB", "***"],
    ["robot$x7Qz9K", "robot$x7Qz9K"],
  ] as const)
    it(`shows the user ${username} as ${expected}`, () => {
      const shown = credential(
        { secret: "#1", key: "a.io" },
        loginOf(username, ""),
      );
      expect(shown.username).to.equal(expected);
    });

  for (const [key, expected] of [
    ["https://me:hunter2@a.io/v1/", "https://***@a.io/v1/"],
    ["http://me:hunter2@a.io", "http://***@a.io"],
    ["me@a.io", "***@a.io"],
    ["HTTPS://me:hunter2@a.io/v1/", "HTTPS://***@a.io/v1/"],
    ["oci://me:hunter2@a.io", "oci://***@a.io"],
    ["s3://me:hunter2@a.io", "s3://***@a.io"],
    ["me:hunter@oci://a.io", "***@oci://a.io"],
    ["https://me:hun/ter2@a.io/v1/", "https://***@a.io/v1/"],
    ["me:hun/ter@2@a.io", "***@a.io"],
    ["me:hun\nter2@a.io", "***@a.io"],
    ["a.io/v2/?token=hunter2", "a.io/v2/?***"],
    ["a.io#hunter2", "a.io#***"],
    ["https://a.io/v1/", "https://a.io/v1/"],
    ["*.a.io:5000", "*.a.io:5000"],
  ] as const) {
    it(`hides the user of ${JSON.stringify(key)}`, () => {
      expect(withoutUser(key)).to.equal(expected);
    });
  }

  for (const [username, secret, expected] of [
    ["me", "hunter2", "me"],
    ["hunter2", "hunter2", "***"],
    ["dop_v1_0123456789abcdef", "", "***"],
    ["dckr_pat_0123456789abcdef", "hunter2", "***"],
    ["eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "hunter2", "***"],
    ["oauth2accesstoken", "ya29.hunter2", "oauth2accesstoken"],
    ["", "", ""],
  ] as const) {
    it(`shows the user "${username}" as "${expected}"`, () => {
      const { username: shown } = credential(
        { secret: "#1", key: "a.io" },
        loginOf(username, secret),
      );
      expect(shown).to.equal(expected);
    });
  }

  const auth = Buffer.from(`user:${password}`).toString("base64");
  const makeIt = () =>
    makeKeyring([
      secretOf(
        JSON.stringify({
          auths: {
            "registry.example.com": { auth },
            [`https://someone:${password}@registry.example.com/acme`]: { auth },
          },
        }),
      ),
    ]);
  const attempts = (keyring = makeIt()) =>
    lookUp(keyring, "registry.example.com/acme/web").attempts;

  it("hands out the login when asked for it", () => {
    const logins = attempts().map(({ login }) => login());
    expect(
      logins.map((login) => reveal(login.password).toString()),
    ).to.deep.equal([password, password]);
  });

  it("says where it is from, without the user that a key may hold", () => {
    expect(
      attempts().map(({ secret, key, username }) => [secret, key, username]),
    ).to.deep.equal([
      ["#1", "https://***@registry.example.com/acme", "user"],
      ["#1", "registry.example.com", "user"],
    ]);
  });

  const ways: Readonly<
    Record<string, (things: readonly (Keyring | Credential)[]) => string>
  > = {
    "JSON.stringify": (things) => JSON.stringify(things),
    inspect: (things) =>
      inspect(things, { showHidden: true, depth: null, getters: true }),
    String: (things) => things.map(String).join(),
    "what a clone takes along": (things) =>
      JSON.stringify(
        things.map((thing) => Object.values({ ...thing }).map(String)),
      ),
  };
  for (const [way, print] of Object.entries(ways)) {
    it(`shows no password to ${way}`, () => {
      const keyring = makeIt();
      const text = print([keyring, ...attempts(keyring)]);
      const traces = [password, auth, Buffer.from(password).toString("hex")];
      for (const trace of traces) expect(text).not.to.contain(trace);
    });
  }
});
