import { expect } from "chai";
import fc from "fast-check";
import { parseImageReference } from "../../src/registry/image-reference.js";
import { isFor, lookUp, makeKeyring } from "../../src/registry/keyring.js";
import { nearMisses } from "../../src/registry/near-misses.js";
import { images } from "./generate/images.js";
import { keys } from "./generate/keys.js";
import { secretOf } from "./odd-cases.js";

const login = { username: "robot", password: "hunter2" };

function withKeys(...names: string[]) {
  return secretOf(auths(...names));
}

function auths(...names: string[]): string {
  const entries = names.map((name) => [name, login] as const);
  return JSON.stringify({ auths: Object.fromEntries(entries) });
}

const gitlab = "registry.gitlab.com/acme/shop:1";

describe("a key that nearly fits", () => {
  const cases: {
    key: string;
    image?: string;
    shown?: string;
    write: string;
    reason: string;
  }[] = [
    {
      key: "gitlab.com",
      write: "registry.gitlab.com",
      reason: "it is for another host",
    },
    {
      key: "*.gitlab.com:443",
      write: "registry.gitlab.com",
      reason: "it has the port :443, and the image's name has none",
    },
    {
      key: "*gitlab.com",
      write: "registry.gitlab.com",
      reason:
        "a star stands for one part of a host's name, not for several or none",
    },
    {
      key: "https://registry.gitlab.com:443",
      write: "registry.gitlab.com",
      reason: "it has the port :443, and the image's name has none",
    },
    {
      key: "registry.gitlab.com",
      image: "registry.gitlab.com:5050/acme/shop",
      write: "registry.gitlab.com:5050",
      reason: "it has no port, and the image's name has :5050",
    },
    {
      key: "registry.gitlab.com/other",
      write: "registry.gitlab.com",
      reason: "it is for other paths of the registry only",
    },
    {
      key: "registry.gitlab.com:443/acme",
      write: "registry.gitlab.com/acme",
      reason: "it has the port :443, and the image's name has none",
    },
    {
      key: "https://registry.gitlab.com/v2",
      write: "registry.gitlab.com",
      reason: "a node takes off /v1/ and /v2/ only with the slash behind them",
    },
    {
      key: "Registry.GitLab.com",
      write: "registry.gitlab.com",
      reason: "a node tells capitals in a host from small letters",
    },
    {
      key: "HTTPS://registry.gitlab.com",
      write: "registry.gitlab.com",
      reason: "a node takes off http:// and https:// only, in small letters",
    },
    {
      key: "registry.gitlab.com.",
      write: "registry.gitlab.com",
      reason: "its host ends with a dot",
    },
    {
      key: "registry.gitlab.com\n",
      shown: "registry.gitlab.com\uFFFD",
      write: "registry.gitlab.com",
      reason: "blanks or line breaks stand around it",
    },
    {
      key: "registry.gitlab.com/%zz",
      write: "registry.gitlab.com",
      reason: "it is for other paths of the registry only",
    },
    {
      key: "registry.gitlab.com?\u0001",
      shown: "registry.gitlab.com?***",
      write: "registry.gitlab.com",
      reason: "a node can't read it as an address",
    },
    ...[
      "registry-1.docker.io",
      "https://registry-1.docker.io/v2/",
      "hub.docker.com",
      "https://registry.hub.docker.com/v1/",
      "auth.docker.io",
      "docker.com",
    ].map((key) => ({
      key,
      image: "acme/web",
      write: "https://index.docker.io/v1/",
      reason: "Docker Hub's images are called docker.io",
    })),
    {
      key: "https://index.docker.io/v1",
      image: "nginx",
      write: "https://index.docker.io/v1/",
      reason: "a node takes off /v1/ and /v2/ only with the slash behind them",
    },
    {
      key: "index.docker.io/acme",
      image: "acme/web",
      write: "docker.io/acme",
      reason: "Docker Hub's images are called docker.io",
    },
    {
      key: "https://index.docker.io/v1/",
      image: "registry-1.docker.io/acme/web",
      write: "registry-1.docker.io",
      reason: "its host is not registry-1.docker.io",
    },
  ];
  for (const { key, image = gitlab, shown = key, write, reason } of cases) {
    it(`${JSON.stringify(key)}, for ${image}`, () => {
      expect(nearMisses([withKeys(key)], image)).to.deep.equal([
        {
          secret: "#1",
          key: shown,
          reason: `the entry ${shown} is not for it: ${reason}`,
          remedy: `write ${write}`,
          write,
        },
      ]);
    });
  }

  for (const { key, image, own, write, named } of [
    {
      key: "registry.example.com:8858",
      image: "registry.example.com/app:1",
      own: "443",
      write: "registry.example.com",
      named: "registry.example.com:8858/app:1",
    },
    {
      key: "https://*.example.com:8858/v2/acme",
      image: `registry.example.com/acme/shop@sha256:${"a".repeat(64)}`,
      own: "443",
      write: "registry.example.com/acme",
      named: `registry.example.com:8858/acme/shop@sha256:${"a".repeat(64)}`,
    },
    {
      key: "registry.example.com:5000",
      image: "registry.example.com:5050/acme/shop",
      own: "5050",
      write: "registry.example.com:5050",
      named: "registry.example.com:5000/acme/shop",
    },
  ])
    it(`may have the port that the image's name lacks: ${key}, for ${image}`, () => {
      const [miss] = nearMisses([withKeys(key)], image);
      const port = /:(\d+)/.exec(named)?.[1] ?? "";
      expect(miss).to.include({
        write,
        remedy: `write ${write} if its registry is at port ${own}; if it is at ${port}, name the image ${named}`,
      });
      expect(nearMisses([withKeys(key)], named)).to.deep.equal([]);
    });

  for (const [key, image, write] of [
    [
      "Registry.example.com:8858",
      "registry.example.com/a",
      "registry.example.com",
    ],
    ["docker.io:8858", "nginx", "https://index.docker.io/v1/"],
  ] as const)
    it(`is what is to be written where more than the port differs, and for Docker Hub: ${key}`, () => {
      const [miss] = nearMisses([withKeys(key)], image);
      expect(miss?.remedy).to.equal(`write ${write}`);
    });

  it("is the nearest of several, in each Secret", () => {
    const found = nearMisses(
      [
        withKeys("gitlab.com", "registry.gitlab.com:443", "ghcr.io"),
        withKeys("ghcr.io"),
        withKeys("gitlab.com"),
      ],
      gitlab,
    );
    expect(found.map(({ secret, key }) => [secret, key])).to.deep.equal([
      ["#1", "registry.gitlab.com:443"],
      ["#3", "gitlab.com"],
    ]);
  });

  it("is none where another entry is for the image", () => {
    expect(
      nearMisses(
        [withKeys("gitlab.com"), withKeys("registry.gitlab.com")],
        gitlab,
      ),
    ).to.deep.equal([]);
  });

  for (const key of [
    "ghcr.io",
    "gitlab.example.com",
    "*.*.com.example",
    "com",
    "*",
    "x-registry.gitlab.com",
    "mydocker.io",
  ])
    it(`is not ${key}`, () => {
      expect(nearMisses([withKeys(key)], gitlab)).to.deep.equal([]);
    });

  it("shows nobody's password that stands in it", () => {
    const [miss] = nearMisses(
      [withKeys("https://me:hunter2@registry.gitlab.com:443/?t=hunter2")],
      gitlab,
    );
    expect(JSON.stringify(miss)).not.to.contain("hunter2");
    expect(miss?.write).to.equal("registry.gitlab.com");
  });
});

describe("a Secret with a login that a node does not find", () => {
  const entry = `the entry registry.gitlab.com stands where a node does not read it`;
  const bare = JSON.stringify({ "registry.gitlab.com": login });
  const whole = auths("registry.gitlab.com");
  const again =
    "create the Secret again, of type kubernetes.io/dockerconfigjson, with the docker config under .dockerconfigjson";
  const encode = (text: string) => Buffer.from(text).toString("base64");
  const around = ', with {"auths": {...}} around the entries';
  const cases = [
    {
      title: "has no auths",
      secret: secretOf(bare),
      reason: `${entry}: it is not under auths`,
      remedy: `write it under .dockerconfigjson${around}`,
    },
    {
      title: "of the older type has auths",
      secret: secretOf(whole, "dockercfg"),
      reason: `${entry}: it is under auths, which this type has not`,
      remedy: again,
    },
    {
      title: "has the older key",
      secret: {
        type: "kubernetes.io/dockerconfigjson",
        data: { ".dockercfg": encode(bare) },
      },
      reason: `${entry}: it is under .dockercfg, not .dockerconfigjson`,
      remedy: `write it under .dockerconfigjson${around}`,
    },
    {
      title: "has the key of a file",
      secret: {
        type: "kubernetes.io/dockerconfigjson",
        data: { "config.json": encode(whole) },
      },
      reason: `${entry}: it is under config.json, not .dockerconfigjson`,
      remedy: "write it under .dockerconfigjson",
    },
    {
      title: "of the older type has another key",
      secret: {
        type: "kubernetes.io/dockercfg",
        data: { ".dockerconfigjson": encode(bare) },
      },
      reason: `${entry}: it is under .dockerconfigjson, not .dockercfg`,
      remedy: "write it under .dockercfg",
    },
    {
      title: "is of another type",
      secret: { type: "Opaque", data: { ".dockerconfigjson": encode(whole) } },
      reason: `${entry}: the Secret is of type Opaque`,
      remedy: again,
    },
    {
      title: "is of no type, and has no auths",
      secret: { data: { config: encode(bare) } },
      reason: `${entry}: the Secret is of type Opaque`,
      remedy: again + around,
    },
  ];
  for (const { title, secret, reason, remedy } of cases) {
    it(title, () => {
      expect(nearMisses([secret], gitlab)).to.deep.equal([
        {
          secret: "#1",
          key: "registry.gitlab.com",
          reason,
          remedy,
          write: null,
        },
      ]);
    });
  }
});

describe("an entry without a login", () => {
  const put =
    "put name and password into it: garden-pull-secrets create --registry registry.gitlab.com";
  const cases = [
    {
      title: "beside credsStore",
      json: '{"auths":{"registry.gitlab.com":{}},"credsStore":"desktop"}',
      reason:
        "is empty, as its login is in a program that credsStore names, and a node runs none",
    },
    {
      title: "beside its helper",
      json: '{"auths":{"registry.gitlab.com":{}},"credsStore":"desktop","credHelpers":{"registry.gitlab.com":"pass"}}',
      reason:
        "is empty, as its login is in a program that credHelpers names, and a node runs none",
    },
    {
      title: "beside a helper for another registry",
      json: '{"auths":{"registry.gitlab.com":{}},"credHelpers":{"ghcr.io":"pass"}}',
      reason: "holds no login",
    },
    {
      title: "with an identity token",
      json: '{"auths":{"registry.gitlab.com":{"identitytoken":"t"}},"credsStore":"desktop"}',
      reason: "holds an identity token, which a node can't use",
    },
  ];
  for (const { title, json, reason } of cases) {
    it(title, () => {
      expect(nearMisses([secretOf(json)], gitlab)).to.deep.equal([
        {
          secret: "#1",
          key: "registry.gitlab.com",
          reason: `the entry registry.gitlab.com ${reason}`,
          remedy: put,
          write: null,
        },
      ]);
    });
  }

  const programs = [
    {
      title: "is not needed where a helper is for the registry",
      json: '{"credHelpers":{"registry.gitlab.com":"pass"}}',
      key: "registry.gitlab.com",
      reason: "credHelpers names a program for registry.gitlab.com",
    },
    {
      title: "is not needed where a store has all logins",
      json: '{"auths":{},"credsStore":"desktop"}',
      key: null,
      reason: "credsStore names a program for all logins",
    },
  ];
  for (const { title, json, key, reason } of programs) {
    it(title, () => {
      expect(nearMisses([secretOf(json)], gitlab)).to.deep.equal([
        {
          secret: "#1",
          key,
          reason: `${reason}, and a node runs none`,
          remedy:
            "put name and password under auths: garden-pull-secrets create --registry registry.gitlab.com",
          write: "registry.gitlab.com",
        },
      ]);
    });
  }
});

describe("a login that ends with a line break", () => {
  const encode = (text: string) => Buffer.from(text).toString("base64");
  for (const [title, entry] of [
    ["in its password", { username: "me", password: "hunter2\n" }],
    ["in its name", { username: "me\r\n", password: "hunter2" }],
    ["in its auth", { auth: encode("me:hunter2\n") }],
  ] as const) {
    it(`${title} is told`, () => {
      const json = JSON.stringify({ auths: { "registry.gitlab.com": entry } });
      const key = "registry.gitlab.com";
      expect(nearMisses([secretOf(json)], gitlab)).to.deep.equal([
        {
          secret: "#1",
          key,
          reason: `the login of the entry ${key} ends with a line break, which a node sends with it`,
          remedy: "take it out: printf %s writes none where echo does",
          write: null,
        },
      ]);
    });
  }

  it("is none where the line break stands behind the base64 of an auth", () => {
    const json = JSON.stringify({
      auths: { "registry.gitlab.com": { auth: `${encode("me:hunter2")}\n` } },
    });
    expect(nearMisses([secretOf(json)], gitlab)).to.deep.equal([]);
  });
});

/** Each turns a key that fits into one that may not fit any more. */
const changes: readonly ((key: string) => string)[] = [
  (key) => key.replace(/^([^.]+)\.(?=[^/]*\.)/, ""),
  (key) => key.replace(/^([^/]*)/, "sub.$1"),
  (key) => key.replace(/^([^/:]*)(:\d+)?/, "$1:443"),
  (key) => key.replace(/^([^/:]*):\d+/, "$1"),
  (key) => key.replace(/^([^/]*)/, (host) => host.toUpperCase()),
  (key) => `${key}/other`,
  (key) => `${key}/v2`,
  (key) => `HTTPS://${key}`,
  (key) => `docker://${key}`,
  (key) => `http://${key}`,
  (key) => `https://${key}/v1/`,
  (key) => `${key}/`,
  (key) => `${key}\n`,
  (key) => ` ${key}`,
  (key) => key.replace(/^([^/:]*)/, "$1."),
  (key) => key.replace(/^docker\.io/, "registry-1.docker.io"),
  (key) => key.replace(/^docker\.io/, "hub.docker.com"),
  (key) => key.replace(/^docker\.io/, "https://index.docker.io/v1"),
];

describe("near misses of any image and any Secret", () => {
  it("are told of each key that one change made unfit, and the key to write fits", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "nginx",
          "acme/web:2",
          gitlab,
          "registry.example.com:5000/acme/web",
          "eu.gcr.io/acme/web@sha256:" + "a".repeat(64),
          "123.dkr.ecr.us-east-1.amazonaws.com/web",
        ),
        fc.constantFrom(...changes),
        fc.boolean(),
        (image, change, isPart) => {
          const reference = parseImageReference(image);
          if (reference === null) throw new Error(image);
          const { domain, repository } = reference;
          const fitting = isPart ? `${domain}/${repository}` : domain;
          const key = change(fitting);
          const [miss, ...others] = nearMisses([withKeys(key)], image);
          expect(others).to.deep.equal([]);
          if (lookUp(makeKeyring([withKeys(key)]), image).attempts.length > 0)
            expect(miss).to.equal(undefined);
          else {
            const write = miss?.write ?? "";
            const corrected = makeKeyring([withKeys(write)]);
            expect(lookUp(corrected, image).attempts).to.have.lengthOf(1);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never speak of a key that fits, and every key to write fits", () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 4 }), images, (names, image) => {
        const secret = withKeys(...names);
        const { attempts, error } = lookUp(makeKeyring([secret]), image);
        const misses = nearMisses([secret], image);
        if (attempts.length > 0 || error !== null)
          expect(misses).to.deep.equal([]);
        for (const { write } of misses) {
          const { attempts } = lookUp(
            makeKeyring([withKeys(write ?? "")]),
            image,
          );
          expect(attempts).to.have.lengthOf(1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("go by the rule of a single key that a lookup has", () => {
    fc.assert(
      fc.property(keys, images, (key, image) => {
        const reference = parseImageReference(image);
        if (reference === null) return;
        const { attempts } = lookUp(makeKeyring([withKeys(key)]), image);
        expect(isFor(key, reference)).to.equal(attempts.length > 0);
      }),
      { numRuns: 3000 },
    );
  });
});
