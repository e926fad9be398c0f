import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import {
  findingOf,
  type ReadSecret,
  type SecretFinding,
} from "../../src/diagnose/listed-secrets.js";
import { copyMetadata } from "../../src/secrets/marker.js";

function secret(
  config: string,
  type = "dockerconfigjson",
): { secret: V1Secret } {
  const key = type === "Opaque" ? "config" : `.${type}`;
  const found: V1Secret = {
    metadata: { name: "hub", namespace: "team" },
    type: type === "Opaque" ? "Opaque" : `kubernetes.io/${type}`,
    data: { [key]: Buffer.from(config).toString("base64") },
  };
  return { secret: found };
}

const login = { username: "user", password: "pass" };
const auths = (...keys: string[]): string =>
  JSON.stringify({
    auths: Object.fromEntries(keys.map((key) => [key, login])),
  });

const cases: readonly {
  title: string;
  read: ReadSecret;
  image?: string;
  expected: Partial<SecretFinding>;
}[] = [
  {
    title: "is not there",
    read: { secret: null },
    expected: { state: "missing" },
  },
  {
    title: "could not be read",
    read: { unread: "the right is missing" },
    expected: { state: "unread", reason: "the right is missing" },
  },
  {
    title: "has an entry for Docker Hub",
    read: secret(auths("https://index.docker.io/v1/")),
    expected: { state: "serves", keys: ["https://index.docker.io/v1/"] },
  },
  {
    title: "has an entry for the image's registry",
    read: secret(auths("ghcr.io")),
    image: "ghcr.io/acme/web:1",
    expected: { state: "serves", keys: ["ghcr.io"] },
  },
  {
    title: "has a login",
    read: secret(auths("docker.io")),
    expected: { state: "serves", hasLogin: true },
  },
  {
    title: "has an identity token, with which no node logs in",
    read: secret('{"auths":{"docker.io":{"identitytoken":"token"}}}'),
    expected: { state: "serves", hasLogin: false },
  },
  {
    title: "has an entry for another registry",
    read: secret(auths("ghcr.io")),
    expected: { state: "no-entry" },
  },
  {
    title: "has no entry at all",
    read: secret('{"auths":{}}'),
    expected: { state: "no-entry" },
  },
  {
    title: "has entries for other registries as well",
    read: secret(auths("docker.io", "ghcr.io")),
    expected: { state: "serves", keys: ["docker.io"], holdsMore: true },
  },
  {
    title: "has helpers as well",
    read: secret(
      `{"credHelpers":{"a.io":"gcr"},${auths("docker.io").slice(1)}`,
    ),
    expected: { state: "serves", keys: ["docker.io"], holdsMore: true },
  },
  {
    title: "has an entry that is nearly for the image",
    read: secret(auths("registry-1.docker.io")),
    expected: {
      state: "no-entry",
      miss: {
        secret: "team/hub",
        key: "registry-1.docker.io",
        reason:
          "the entry registry-1.docker.io is not for it: Docker Hub's images are called docker.io",
        remedy: "write https://index.docker.io/v1/",
        write: "https://index.docker.io/v1/",
      },
    },
  },
  {
    title: "is of the older type",
    read: secret(
      JSON.stringify({ "https://index.docker.io/v1/": login }),
      "dockercfg",
    ),
    expected: { state: "serves", keys: ["https://index.docker.io/v1/"] },
  },
  {
    title: "is of a type that nodes don't look at",
    read: secret(auths("docker.io"), "Opaque"),
    expected: { state: "ignored" },
  },
  {
    title: "holds what does not parse",
    read: secret("{"),
    expected: { state: "broken" },
  },
];

describe("findingOf: a Secret that", () => {
  for (const { title, read, image, expected } of cases) {
    it(title, () => {
      const finding = findingOf("hub", read, image ?? "docker.io/acme/web:1");
      expect(finding).to.deep.include({ name: "hub", ...expected });
    });
  }

  it("is a copy: its source is named", () => {
    const metadata = copyMetadata(
      { metadata: { name: "hub-all", namespace: "default" } },
      "team",
    );
    const read = secret(auths("ghcr.io"));
    expect(
      findingOf("hub", { secret: { ...read.secret, metadata } }, "ghcr.io/a:1"),
    ).to.deep.equal({
      name: "hub",
      state: "serves",
      keys: ["ghcr.io"],
      hasLogin: true,
      holdsMore: false,
      source: { name: "hub-all", namespace: "default" },
    });
  });

  it("holds credentials: they are in nothing that is found", () => {
    for (const { read } of cases) {
      const found = JSON.stringify(findingOf("hub", read, "ghcr.io/a/b:1"));
      expect(found).not.to.match(/user|pass/);
    }
  });
});
