import { reveal } from "../../src/config/hidden.js";
import { loginOf } from "../../src/registry/credential.js";
import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";
import { builderConfigOf } from "../../src/registry/builder-config.js";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";
import {
  isWholeRegistry,
  registryOfKey,
} from "../../src/registry/registry-key.js";
import { keptKeys, pullSecretWith } from "../../src/registry/pull-secret.js";
import { documents } from "./generate/docker-configs.js";

const place = { name: "hub", namespace: "creds" };
const login = (username: string) => loginOf(username, "pässword:2");

function secret(config: string): V1Secret {
  return {
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": Buffer.from(config).toString("base64") },
  };
}

/** Who pulls an image with the Secret. */
function users(made: V1Secret, image: string): string[] {
  return lookUp(makeKeyring([made]), image).attempts.map((attempt) => {
    expect(reveal(attempt.login().password).toString()).to.equal("pässword:2");
    return `${attempt.username} by ${attempt.key}`;
  });
}

describe("pullSecretWith", () => {
  it("makes a Secret that a node pulls with", () => {
    const made = pullSecretWith(place, [
      { registry: "docker.io", login: login("me") },
      { registry: "reg.test:5000", login: login("other") },
    ]);
    expect(made).to.deep.include({
      apiVersion: "v1",
      kind: "Secret",
      metadata: place,
    });
    expect(users(made, "nginx")).to.deep.equal([
      "me by https://index.docker.io/v1/",
    ]);
    expect(users(made, "reg.test:5000/a/b")).to.deep.equal([
      "other by reg.test:5000",
    ]);
  });

  const logins = [{ registry: "docker.io", login: login("me") }];
  const auth = Buffer.from("old:pässword:2").toString("base64");

  it("keeps the entries of other registries, and replaces those of this one", () => {
    const keys = [
      "ghcr.io",
      "docker.io",
      "index.docker.io",
      "https://index.docker.io/v1/",
      "docker.io/acme",
      "__proto__",
    ];
    const entries = keys.map((key) => `"${key}":{"auth":"${auth}"}`);
    const existing = secret(`{"auths":{${entries.join(",")}}}`);
    expect(keptKeys(existing, logins)).to.deep.equal([
      "ghcr.io",
      "docker.io/acme",
      "__proto__",
    ]);
    const made = pullSecretWith(place, logins, existing);
    expect(users(made, "ghcr.io/a")).to.deep.equal(["old by ghcr.io"]);
    expect(users(made, "nginx")).to.deep.equal([
      "me by https://index.docker.io/v1/",
    ]);
    expect(users(made, "acme/web")).to.deep.equal(["old by docker.io/acme"]);
  });

  it("keeps what else the entries of this registry hold, but for their logins", () => {
    const made = pullSecretWith(
      place,
      logins,
      secret(
        `{"auths":{"docker.io":{"AUTH":"${auth}","email":"a@b.test","IdentityToken":"t"},"index.docker.io":{"username":"old","password":"x","registrytoken":"t","n":1e400}}}`,
      ),
    );
    const config = made.data?.[".dockerconfigjson"] ?? "";
    expect(Buffer.from(config, "base64").toString()).to.match(
      /^\{"auths":\{"https:\/\/index.docker.io\/v1\/":\{"auth":"[^"]+","email":"a@b.test","n":1e400\}\}\}$/,
    );
  });

  it("keeps of an entry what is its own, and nothing of another registry's or of a part", () => {
    const made = pullSecretWith(
      place,
      [
        { registry: "a.test", login: login("me") },
        { registry: "b.test", login: login("me") },
      ],
      secret(
        '{"auths":{"a.test":{"email":"a"},"b.test":{"email":"b"},"b.test/acme":{"email":"c"}}}',
      ),
    );
    const { auths } = JSON.parse(
      Buffer.from(made.data?.[".dockerconfigjson"] ?? "", "base64").toString(),
    ) as { auths: unknown };
    const auth = Buffer.from("me:pässword:2").toString("base64");
    expect(auths).to.deep.equal({
      "b.test/acme": { email: "c" },
      "a.test": { auth, email: "a" },
      "b.test": { auth, email: "b" },
    });
  });

  it("loses nothing that a builder has of the Secret, whatever it holds", () => {
    fc.assert(
      fc.property(documents, (json) => {
        const fields = Object.keys(JSON.parse(json) as object);
        // Of one that is there in several spellings, builders read another than a node.
        if (fields.filter((name) => /^auths$/i.test(name)).length > 1) return;
        const existing = secret(json);
        const before = builderConfigOf([existing]);
        const after = builderConfigOf([
          pullSecretWith(place, logins, existing),
        ]);
        if (after.kind === "refused") throw new Error(after.reason);
        expect(after.auths).to.include.keys("https://index.docker.io/v1/");
        if (before.kind === "refused") return;
        expect(after.credHelpers).to.deep.equal(before.credHelpers);
        for (const [key, entry] of Object.entries(before.auths))
          if (
            typeof entry === "object" &&
            // A half of a surrogate pair is no character in Go.
            Buffer.from(key).toString() === key &&
            (registryOfKey(key) !== "docker.io" || !isWholeRegistry(key))
          )
            expect(
              Object.getOwnPropertyDescriptor(after.auths, key)?.value,
            ).to.deep.equal(entry);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps what others read of the docker config, as it stands there", () => {
    const others =
      '"credHelpers":{"ecr.test":"ecr-login"},"HttpHeaders":{"X-Meta":"1e400"},"n":1e400';
    const made = pullSecretWith(
      place,
      logins,
      secret(
        `{"AUTHS":{"a.test":{"auth":"${auth}"}},${others},"auths":{"b.test":{"auth":"${auth}","x":1e400},"docker.io":{"auth":"${auth}"}}}`,
      ),
    );
    const config = Buffer.from(
      made.data?.[".dockerconfigjson"] ?? "",
      "base64",
    ).toString();
    expect(config).to.match(
      new RegExp(
        `^\\{${others},"auths":\\{"a.test":\\{"auth":"${auth}"\\},"b.test":\\{"auth":"${auth}","x":1e400\\},"https://index.docker.io/v1/":\\{"auth":"[^"]+"\\}\\}\\}$`,
      ),
    );
    expect(users(made, "b.test/a")).to.deep.equal(["old by b.test"]);
  });

  it("is refused where somebody has changed or deleted the Secret since it was read", () => {
    const { metadata } = pullSecretWith(place, logins, {
      ...secret("{}"),
      metadata: { uid: "u-1", resourceVersion: "17", labels: { a: "b" } },
    });
    expect(metadata).to.deep.equal({
      ...place,
      uid: "u-1",
      resourceVersion: "17",
    });
  });

  it("shows no password that a key holds", () => {
    expect(
      keptKeys(
        secret('{"auths":{"https://robot:hunter2@reg.test":{},"a.test":{}}}'),
        logins,
      ),
    ).to.deep.equal(["https://***@reg.test", "a.test"]);
  });

  for (const config of [
    "{",
    "null",
    '{"auths":[]}',
    '{"auths":["a.test","b.test"]}',
    '{"credsStore":"x"}',
  ])
    it(`keeps nothing of ${config}`, () => {
      expect(keptKeys(secret(config), logins)).to.deep.equal([]);
    });
  it("keeps nothing of a Secret without data", () => {
    expect(keptKeys({}, logins)).to.deep.equal([]);
  });
});
