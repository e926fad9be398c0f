import { expect } from "chai";
import {
  areSpellings,
  lookUp,
  makeKeyring,
} from "../../src/registry/keyring.js";
import { answer, readable } from "./answer.js";
import { oddCases, secretOf } from "./odd-cases.js";

describe("matching, as the kubelet does it", () => {
  for (const { title, secrets, image, expected } of oddCases) {
    it(title, () => {
      expect(readable(answer(secrets, image).answer)).to.deep.equal(expected);
    });
  }
});

describe("a lookup that fails", () => {
  const broken = secretOf("{");
  for (const { title, secrets, image, error } of [
    {
      title: "an image's name that is none",
      secrets: [broken],
      image: "Web",
      error: "this is no valid image name",
    },
    {
      title: "Secrets that can't be read, each of them",
      secrets: [broken, secretOf("[]")],
      image: "web",
      error:
        "Secret #1: .dockerconfigjson is not JSON; Secret #2: .dockerconfigjson holds no object",
    },
  ]) {
    it(`names ${title}`, () => {
      expect(lookUp(makeKeyring(secrets), image)).to.deep.equal({
        attempts: [],
        error,
      });
    });
  }
});

describe("the Secret that a credential is from", () => {
  const names = [
    {
      metadata: { name: "hub", namespace: "default" },
      expected: "default/hub",
    },
    { metadata: { name: "hub" }, expected: "hub" },
    { metadata: { namespace: "default" }, expected: "#1" },
    { metadata: {}, expected: "#1" },
  ];
  for (const { metadata, expected } of names) {
    it(`is called ${expected} where its metadata is ${JSON.stringify(metadata)}`, () => {
      const secret = { ...secretOf('{"auths":{"docker.io":{}}}'), metadata };
      const { attempts } = lookUp(makeKeyring([secret]), "nginx");
      expect(attempts.map((attempt) => attempt.secret)).to.deep.equal([
        expected,
      ]);
    });
  }

  it("is counted among all that were given", () => {
    const hub = secretOf('{"auths":{"docker.io":{}}}');
    const keyring = makeKeyring([{ type: "Opaque" }, hub, secretOf("{")]);
    expect(keyring.ignored.map(({ secret }) => secret)).to.deep.equal(["#1"]);
    expect(keyring.entries[0]?.credentials[0]?.secret).to.equal("#2");
    expect(keyring.broken.map(({ secret }) => secret)).to.deep.equal(["#3"]);
  });
});

describe("two credentials", () => {
  const of = (...keys: string[]) =>
    secretOf(
      JSON.stringify({
        auths: Object.fromEntries(keys.map((key) => [key, {}])),
      }),
    );
  for (const { title, secrets, expected } of [
    {
      title: "of one Secret under two spellings of a key",
      secrets: [of("quay.io", "https://quay.io/v1/")],
      expected: true,
    },
    {
      title: "of one Secret for a registry and a part of it",
      secrets: [of("quay.io", "quay.io/acme")],
      expected: false,
    },
    {
      title: "of two Secrets",
      secrets: [of("quay.io"), of("https://quay.io")],
      expected: false,
    },
  ])
    it(`${title} are ${expected ? "" : "not "}tried in no fixed order`, () => {
      const keyring = makeKeyring(secrets);
      const { attempts } = lookUp(keyring, "quay.io/acme/web:1");
      const [one, other] = attempts;
      expect(attempts).to.have.lengthOf(2);
      expect(one && other && areSpellings(one, other)).to.equal(expected);
    });
});
