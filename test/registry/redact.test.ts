import { expect } from "chai";
import fc from "fast-check";
import { notations } from "../leaks/notations.js";
import { redact } from "../../src/registry/redact/redact.js";

interface Case {
  readonly title: string;
  readonly input: string;
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    title: "the account and the id that Docker Hub names",
    input:
      "toomanyrequests: You have reached your pull rate limit as 'jane': dckr_jti_Zx9K+/q-2_v=. You may",
    expected:
      "toomanyrequests: You have reached your pull rate limit as '<user>': dckr_jti_<id>. You may",
  },
  {
    title: "an account whose name is cut off",
    input: "You have reached your pull rate limit as 'jan",
    expected: "You have reached your pull rate limit as '<user>",
  },
  {
    title: "an account in an escaped log line",
    input: String.raw`error=\"pull rate limit as \"jane\": dckr_jti_abc`,
    expected: String.raw`error=\"pull rate limit as \"<user>\": dckr_jti_<id>`,
  },
  {
    title: "user and password of a URL",
    input: 'Get "https://jane:s3cret@registry.example.com/v2/": EOF',
    expected: 'Get "https://<credential>@registry.example.com/v2/": EOF',
  },
  {
    title: "a query's account, token and signature",
    input:
      'Get "https://auth.docker.io/token?account=jane&scope=repository%3Aa%2Fb%3Apull&client_secret=x1&TOKEN=y2&X-Amz-Signature=z3": EOF',
    expected:
      'Get "https://auth.docker.io/token?account=<redacted>&scope=repository%3Aa%2Fb%3Apull&client_secret=<redacted>&TOKEN=<redacted>&X-Amz-Signature=<redacted>": EOF',
  },
  {
    title: "tokens that can be told by their form",
    input:
      "dckr_pat_abcdefgh12 ghp_abcdefgh12 github_pat_abcdefgh12 glpat-abcdefgh12 eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln",
    expected: "<token> <token> <token> <token> <token>",
  },
  {
    title: "a header",
    input: "Authorization: Bearer abc.def, Authorization: Basic amFuZTp4",
    expected:
      "Authorization: Bearer <redacted>, Authorization: Basic <redacted>",
  },
  {
    title: "what an element holds, but not what follows an empty one",
    input: "<password>hunter2</password> &lt;password>&lt;/password>, and more",
    expected:
      "<password><redacted></password> &lt;password>&lt;/password>, and more",
  },
  {
    title: "a header without a blank",
    input: "authorization:basic amFuZTp4",
    expected: "authorization:basic <redacted>",
  },
  {
    title: "a user of another part of AWS, and of a region",
    input:
      "User: arn:aws-us-gov:iam:us-gov-west-1:123456789012:user/jane is not",
    expected:
      "User: arn:aws-us-gov:iam:us-gov-west-1:123456789012:user/<user> is not",
  },
  {
    title: "a user of AWS",
    input:
      "denied: User: arn:aws:iam::123456789012:user/jane is not authorized; User: arn:aws:sts::123456789012:assumed-role/Builder/jane@example.com is not",
    expected:
      "denied: User: arn:aws:iam::123456789012:user/<user> is not authorized; User: arn:aws:sts::123456789012:assumed-role/Builder/<user> is not",
  },
  {
    title: "a parameter's value that the end of a line has broken",
    input: "?a=b&amp;access_token=zU_QotStA8~2aV\nt4jdglw_1cNNWq&amp;c=d",
    expected: "?a=b&amp;access_token=<redacted>\n<redacted>&amp;c=d",
  },
  {
    title: "a cookie that the end of a line has broken",
    input: "Cookie: session=qEI4_NLYKflVcD\nj~SHBt.Erw-G_s; theme=dark",
    expected: "Cookie: <redacted>\n<redacted>; theme=dark",
  },
  {
    title: "a robot of Quay",
    input: "Could not find robot with username: shop+jane and supplied",
    expected: "Could not find robot with username: <user> and supplied",
  },
  ...[
    [
      "nothing of a list of pods, whose columns end with times",
      "web-report-29339260-mt7pf  0/1  ImagePullBackOff  0  7m10s\nweb-admission-report-29339260-z46ld  0/1  ImagePullBackOff  0  6m53s",
    ],
    [
      "nothing of what points at a place in a line",
      "  self.pull(image)\n  ^^^^^^^^^^^^^^^^",
    ],
    [
      "no tag of an image that is called after a header",
      "Image: registry.example.com/shop/provider-authorization:v1.13.1",
    ],
    [
      "nothing about the file of a system's users",
      "openat etc/passwd: path escapes from parent",
    ],
    [
      "no version of a package",
      "added awesome-code-style@1.4.3, failed to install realm:tools/lint@0.57.0",
    ],
    [
      "nothing about namespaces of users",
      "insufficient UIDs available in user name space (requested 0:42 for /etc/gshadow)",
    ],
  ].map(([title = "", input = ""]) => ({ title, input, expected: input })),
  {
    title: "nothing of an ordinary message",
    input:
      'Failed to pull image "team@sha256:abc": rpc error: unauthorized: incorrect username or password; Requesting bearer token: no basic auth credentials',
    expected:
      'Failed to pull image "team@sha256:abc": rpc error: unauthorized: incorrect username or password; Requesting bearer token: no basic auth credentials',
  },
];

/** What registries, and the stores to which they lead for layers, are asked; {} is a credential. */
const urls = {
  "a question for one of Docker Hub's tokens":
    "https://auth.docker.io/token?account={}&client_id=containerd&offline_token=true&scope=repository%3Ashop%2Fapi%3Apull&service=registry.docker.io",
  "a question for a token by OAuth":
    "https://shop.azurecr.io/oauth2/token?grant_type=refresh_token&service=shop.azurecr.io&refresh_token={}&access_token={}",
  "a login by OAuth":
    "https://registry.example.com/token?grant_type=password&username={}&password={}&client_id=docker&client_secret={}&scope=a",
  "a login by GitLab":
    "https://gitlab.example.com/jwt/auth?service=container_registry&jwt={}",
  "a layer's URL, signed by S3":
    "https://layers.s3.eu-west-1.amazonaws.com/ab/cd?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={}&X-Amz-Date=20250102T030405Z&X-Amz-Expires=3600&X-Amz-Security-Token={}&X-Amz-SignedHeaders=host&X-Amz-Signature={}",
  "a layer's URL, signed by Google":
    "https://storage.googleapis.com/artifacts/ab?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential={}&X-Goog-Date=20250102T030405Z&X-Goog-Expires=3600&X-Goog-Signature={}&X-Goog-SignedHeaders=host",
  "a layer's URL, signed by CloudFront":
    "https://cdn01.quay.io/sha256/ab/abcd?Expires=1735786245&Signature={}&Key-Pair-Id={}",
  "a layer's URL, signed by Azure":
    "https://layers.blob.core.windows.net/ab//docker/data?se=2025-01-02T03%3A04%3A05Z&sig={}&sp=r&spr=https&sr=b&sv=2018-03-28",
  "a layer's URL, signed by Cloudflare":
    "https://production.cloudflare.docker.com/registry-v2/docker/data?expires=1735786245&verify={}",
  "a question to a proxy of a registry, by a key":
    "https://artifacts.example.com/v2/shop/api/manifests/1.4?api_key={}&apikey={}&api-key={}&page=2",
  "a question to a proxy of a registry, by a login":
    "https://artifacts.example.com/v2/shop/api/manifests/1.4?user={}&passwd={}&ns=docker.io&PWD={}",
  "a question to a proxy of a registry, by what it gave out":
    "https://artifacts.example.com/v2/?auth={}&authorization={}&credential={}&secret={}&token={}&last=a",
};

/** As a query or a login holds it. */
const inUrl = fc.stringMatching(
  /^zq[\w.~-]{1,20}(%2[BF]|%3D)?[\w.~-]{0,20}[\w~-]$/,
);

/** Where a message has it. */
const places: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Get "${text}": EOF`,
  (text) => `a ${text} b`,
  (text) => `<a href='${text}'>`,
  (text) => `err=${JSON.stringify(`Get "${text}": EOF`)}`,
];

/** What registries take for a password, and one can tell by its form. */
const tokens = {
  "a token of Docker Hub": fc.stringMatching(/^dckr_[op]at_[\w-]{27}$/),
  "a token of GitHub": fc.stringMatching(/^gh[opsu]_[A-Za-z0-9]{36}$/),
  "a fine-grained token of GitHub": fc.stringMatching(
    /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/,
  ),
  "a token of GitLab's users, deployments, jobs and applications":
    fc.stringMatching(
      /^gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|rtr|soat|wt)-[\w-]{20}$/,
    ),
  "a JSON web token": fc.stringMatching(
    /^eyJ[\w-]{10,40}\.eyJ[\w-]{10,40}\.[\w-]{20,40}$/,
  ),
  "a docker config in base64": fc
    .stringMatching(/^[a-z]{3,9}:[a-z0-9?>~]{3,20}$/)
    .map((auth) =>
      Buffer.from(JSON.stringify({ auths: { a: { auth } } })).toString(
        "base64",
      ),
    ),
};

describe("redact", () => {
  for (const { title, input, expected } of cases) {
    it(`takes out ${title}`, () => {
      expect(redact(input)).to.equal(expected);
      expect(redact(redact(input))).to.equal(expected);
    });
  }

  for (const [title, url] of Object.entries(urls)) {
    it(`takes each credential out of ${title}, and nothing else, wherever it stands`, () => {
      fc.assert(
        fc.property(inUrl, fc.constantFrom(...places), (credential, place) => {
          expect(redact(place(url.replaceAll("{}", credential)))).to.equal(
            place(url.replaceAll("{}", "<redacted>")),
          );
        }),
      );
    });
  }

  it("takes user and password out of a URL, wherever it stands", () => {
    fc.assert(
      fc.property(
        inUrl,
        inUrl,
        fc.constantFrom(...places),
        (user, password, place) => {
          const url = (login: string) =>
            place(`https://${login}@registry.example.com/v2/`);
          expect(redact(url(`${user}:${password}`))).to.equal(
            url("<credential>"),
          );
        },
      ),
    );
  });

  for (const [title, token] of Object.entries(tokens)) {
    it(`takes out ${title}, wherever it stands`, () => {
      fc.assert(
        fc.property(token, fc.constantFrom(...places), (password, place) => {
          expect(redact(place(password))).to.equal(place("<token>"));
        }),
      );
    });
  }

  for (const [title, notation] of Object.entries(notations)) {
    it(`takes a secret out of ${title}, be it a plain one or a random one`, () => {
      for (const secret of [
        "hunter2",
        "Zq7kP2xW9vLm4Rt8",
        "a1b2c3d4".repeat(5),
      ]) {
        const shown = redact(notation(secret));
        expect(shown).not.to.contain(secret);
        expect(shown).not.to.contain(
          Buffer.from(`bob:${secret}`).toString("base64").slice(0, 12),
        );
        expect(redact(shown)).to.equal(shown);
      }
    });
  }

  it("leaves an image whose path begins like GitLab's tokens", () => {
    const image = "registry.example.com/global-game-images/glance-servers:1";
    expect(redact(`pulling ${image}`)).to.equal(`pulling ${image}`);
  });

  it("takes out of a text what it takes out of one that goes on, however short it is", () => {
    const pieces = [
      ...["user", "pwd", "login", "robot", "basic", "jwt", "key", "-p", "-u"],
      ...["", " ", "x", "1", ".", "_", "A", "=", ":", "@", "%41", "'"],
    ];
    for (const one of pieces)
      for (const other of pieces)
        for (const last of pieces) {
          const text = one + other + last;
          expect(redact(text)).to.equal(redact(`${text}\n\n`).slice(0, -2));
        }
  });

  it("takes out what steers a terminal, and finds what that had split", () => {
    expect(
      redact(
        "\u001B[2Jwait\u0007\u202E: dckr_pat_0123\u200B45\u009B6789abc\r\n\tDone",
      ),
    ).to.equal("[2Jwait: <token>\n\tDone");
  });
});
