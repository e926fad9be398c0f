import { fromOutside } from "../../src/config/outside.js";
import { encodeLogin, loginOf } from "../../src/registry/credential.js";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { HelperAnswer } from "../../src/registry/credential-helper.js";
import {
  parseLocalConfig,
  readLocalConfig,
} from "../../src/registry/local-config.js";
import { localLogin } from "../../src/registry/local-login.js";
import {
  isWholeRegistry,
  keyOfRegistry,
  registryOfKey,
} from "../../src/registry/registry-key.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";

const auth = (text: string) => Buffer.from(text).toString("base64");
const hub = "https://index.docker.io/v1/";

/** What localLogin finds: `user:password`, or why there is none. */
async function find(
  config: object,
  registry: string,
  helpers: Readonly<Record<string, HelperAnswer>> = {},
): Promise<string> {
  const parsed = parseLocalConfig(fromOutside(JSON.stringify(config)));
  if (parsed === null) return "no config";
  const asked: string[] = [];
  const found = await localLogin(parsed, registry, (name, server) => {
    asked.push(`${name} ${server}`);
    return Promise.resolve(helpers[`${name} ${server}`] ?? { kind: "none" });
  });
  const result =
    found.kind === "login"
      ? Buffer.from(encodeLogin(found.login), "base64").toString()
      : found.kind;
  return [...asked, result].join(", ");
}

const helperLogin: HelperAnswer = {
  kind: "login",
  login: loginOf("helper", "pw"),
};

describe("localLogin", () => {
  const cases: {
    title: string;
    config: object;
    registry: string;
    helpers?: Record<string, HelperAnswer>;
    expected: string;
  }[] = [
    {
      title: "an entry of Docker Hub",
      config: { auths: { [hub]: { auth: auth("me:pass:word") } } },
      registry: "docker.io",
      expected: "me:pass:word",
    },
    {
      title: "an entry of Docker Hub by another name",
      config: { auths: { "docker.io": { auth: auth("me:pw") } } },
      registry: "docker.io",
      expected: "me:pw",
    },
    {
      title: "the key that docker itself writes, of several",
      config: {
        auths: {
          "docker.io": { auth: auth("other:pw") },
          [hub]: { auth: auth("me:pw") },
        },
      },
      registry: "docker.io",
      expected: "me:pw",
    },
    {
      title: "name and password",
      config: {
        auths: { "https://ghcr.io": { username: "me", password: "pw" } },
      },
      registry: "ghcr.io",
      expected: "me:pw",
    },
    {
      title: "a port",
      config: {
        auths: {
          "reg.test": { auth: auth("no:pw") },
          "reg.test:5000": { auth: auth("me:pw") },
        },
      },
      registry: "reg.test:5000",
      expected: "me:pw",
    },
    {
      title: "a part of a registry, which is not the whole",
      config: { auths: { "ghcr.io/acme": { auth: auth("me:pw") } } },
      registry: "ghcr.io",
      expected: "refused",
    },
    {
      title: "the entry of the registry that is asked for, of several",
      config: {
        auths: {
          "quay.io": { auth: auth("other:pw") },
          "https://ghcr.io/": { auth: auth("me:pw") },
        },
      },
      registry: "ghcr.io",
      expected: "me:pw",
    },
    {
      title: "a name alone, which is no login",
      config: { auths: { "ghcr.io": { username: "me" } } },
      registry: "ghcr.io",
      expected: "none",
    },
    {
      title: "a password alone, which is no login",
      config: { auths: { "ghcr.io": { password: "pw" } } },
      registry: "ghcr.io",
      expected: "none",
    },
    {
      title: "an entry without a name",
      config: { auths: { "ghcr.io": { auth: auth(":pw") } } },
      registry: "ghcr.io",
      expected: "refused",
    },
    {
      title: "an entry without a colon",
      config: { auths: { "ghcr.io": { auth: auth("mepw") } } },
      registry: "ghcr.io",
      expected: "refused",
    },
    {
      title: "an identity token",
      config: {
        auths: { "ghcr.io": { auth: auth("me:"), identitytoken: "t" } },
      },
      registry: "ghcr.io",
      expected: "refused",
    },
    {
      title: "an entry that is malformed",
      config: { auths: { "ghcr.io": { auth: "?" } } },
      registry: "ghcr.io",
      expected: "refused",
    },
    {
      title: "an empty entry, as a credentials store leaves it",
      config: { auths: { "ghcr.io": {} } },
      registry: "ghcr.io",
      expected: "none",
    },
    {
      title: "a helper of its own before the store",
      config: { credHelpers: { "ghcr.io": "gh" }, credsStore: "desktop" },
      registry: "ghcr.io",
      helpers: { "gh ghcr.io": helperLogin },
      expected: "gh ghcr.io, helper:pw",
    },
    {
      title: "the helper of the registry that is asked for, of several",
      config: { credHelpers: { "quay.io": "other", "ghcr.io": "gh" } },
      registry: "ghcr.io",
      helpers: { "gh ghcr.io": helperLogin },
      expected: "gh ghcr.io, helper:pw",
    },
    {
      title: "an entry where helpers and store have no name",
      config: {
        auths: { "ghcr.io": { auth: auth("me:pw") } },
        credHelpers: { "ghcr.io": "" },
        credsStore: "",
      },
      registry: "ghcr.io",
      expected: "me:pw",
    },
    {
      title: "the store for Docker Hub, by its address",
      config: { auths: { [hub]: {} }, credsStore: "desktop" },
      registry: "docker.io",
      helpers: { [`desktop ${hub}`]: helperLogin },
      expected: `desktop ${hub}, helper:pw`,
    },
    {
      title: "an entry where the store has none",
      config: {
        auths: { "ghcr.io": { auth: auth("me:pw") } },
        credsStore: "x",
      },
      registry: "ghcr.io",
      expected: "x ghcr.io, me:pw",
    },
    {
      title: "a token of a helper",
      config: { credsStore: "x" },
      registry: "azure.test",
      helpers: { "x azure.test": { kind: "token" } },
      expected: "x azure.test, refused",
    },
    {
      title: "a helper that fails",
      config: { credsStore: "x" },
      registry: "ghcr.io",
      helpers: { "x ghcr.io": { kind: "failed", reason: "it is locked" } },
      expected: "x ghcr.io, refused",
    },
    {
      title: "fields of other types",
      config: {
        auths: { "ghcr.io": "me:pw", "quay.io": { auth: 1 } },
        credHelpers: { "quay.io": 1 },
        credsStore: {},
      },
      registry: "quay.io",
      expected: "none",
    },
    {
      title: "nothing where docker has logins for other registries only",
      config: { auths: { "quay.io": { auth: auth("me:pw") } } },
      registry: "ghcr.io",
      expected: "none",
    },
    { title: "a list", config: [], registry: "a.io", expected: "no config" },
  ];
  for (const { title, config, registry, helpers, expected } of cases) {
    it(`takes ${title}`, async () => {
      expect(await find(config, registry, helpers)).to.equal(expected);
    });
  }
});

const tokenReason =
  "docker holds an identity token for it, which a node can't use: log in with a password or an access token (docker login --username), and run this again";

it("localLogin says why it refuses, and nothing of what it found", async () => {
  const reason = async (entry: object) => {
    const config = parseLocalConfig(
      fromOutside(JSON.stringify({ auths: { "ghcr.io": entry } })),
    );
    expect(config).not.to.equal(null);
    return config && (await localLogin(config, "ghcr.io"));
  };
  expect(await reason({ auth: "hunter2?" })).to.deep.equal({
    registry: "ghcr.io",
    kind: "refused",
    reason: "its entry in the docker config is malformed: log in again",
  });
  expect(await reason({ identitytoken: "hunter2" })).to.deep.equal({
    registry: "ghcr.io",
    kind: "refused",
    reason: tokenReason,
  });
  const ofStore = parseLocalConfig(fromOutside('{"credsStore":"x"}'));
  const withToken = () => Promise.resolve({ kind: "token" } as const);
  const refused =
    ofStore && (await localLogin(ofStore, "azure.test", withToken));
  expect(refused).to.deep.equal({
    registry: "azure.test",
    kind: "refused",
    reason: tokenReason,
  });
  const ofPart = parseLocalConfig(
    fromOutside(
      '{"auths":{"https://ghcr.io/acme":{},"https://quay.io/acme":{}}}',
    ),
  );
  expect(ofPart && (await localLogin(ofPart, "quay.io"))).to.deep.equal({
    registry: "quay.io",
    kind: "refused",
    reason:
      "docker's login is for https://quay.io/acme only, a part of it: docker login quay.io",
  });
});

describe("a registry's names", () => {
  for (const [key, registry] of [
    [hub, "docker.io"],
    ["index.docker.io", "docker.io"],
    ["registry-1.docker.io/v2/", "docker.io"],
    ["hub.docker.com", "docker.io"],
    ["https://ghcr.io/v2/", "ghcr.io"],
    ["mydocker.io", "mydocker.io"],
    ["docker.io", "docker.io"],
    ["docker.com", "docker.io"],
    ["docker.io.example.com", "docker.io.example.com"],
    ["http://ghcr.io", "ghcr.io"],
    ["xhttp://ghcr.io", "xhttp:"],
    ["ghcr.io/https://a", "ghcr.io"],
  ] as const) {
    it(`${key} is ${registry}`, () => {
      expect(registryOfKey(key)).to.equal(registry);
    });
  }

  for (const [key, whole] of [
    ["ghcr.io", true],
    ["ghcr.io/", true],
    ["https://ghcr.io/v1", true],
    ["http://ghcr.io/v2/", true],
    ["ghcr.io/v3/", false],
    ["ghcr.io/https://", false],
    ["ghcr.io/acme", false],
    ["https://ghcr.io/v2/acme", false],
  ] as const) {
    it(`${key} is ${whole ? "all" : "a part"} of a registry`, () => {
      expect(isWholeRegistry(key)).to.equal(whole);
    });
  }

  it("Docker Hub gets the key that all clients understand", () => {
    expect(keyOfRegistry("docker.io")).to.equal(hub);
    expect(keyOfRegistry("ghcr.io")).to.equal("ghcr.io");
  });
});

describe("readLocalConfig", () => {
  after(removeFolders);

  async function problem(env: NodeJS.ProcessEnv): Promise<string> {
    try {
      await readLocalConfig(env);
    } catch (error) {
      return (error as Error).message;
    }
    return "none";
  }

  it("reads the folder DOCKER_CONFIG", async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "config.json"), '{"credsStore":"pass"}');
    const config = await readLocalConfig({ DOCKER_CONFIG: folder });
    expect(config.credsStore).to.equal("pass");
  });

  it("says what is wrong, and nothing of the file", async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "config.json");
    const env = { DOCKER_CONFIG: folder };
    expect(await problem(env)).to.equal(
      `${file}: no such file. Log in first: docker login`,
    );
    writeFileSync(file, '{"auths": hunter2');
    expect(await problem(env)).to.equal(
      `${file} is no docker config. Log in again (docker login), or point to another folder with DOCKER_CONFIG.`,
    );
    const other = temporaryFolder();
    mkdirSync(path.join(other, "config.json"));
    expect(await problem({ DOCKER_CONFIG: other })).to.match(
      /config\.json: can't be read, EISDIR\. Log in first: docker login$/,
    );
  });
});
