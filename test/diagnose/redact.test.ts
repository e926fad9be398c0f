import { expect } from "chai";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { redact } from "../../src/diagnose/redact.js";

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
      "Authorization: Bearer <redacted> Authorization: Basic <redacted>",
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
    title: "a robot of Quay",
    input: "Could not find robot with username: shop+jane and supplied",
    expected: "Could not find robot with username: <user> and supplied",
  },
  {
    title: "nothing of an ordinary message",
    input:
      'Failed to pull image "team@sha256:abc": rpc error: unauthorized: incorrect username or password; Requesting bearer token: no basic auth credentials',
    expected:
      'Failed to pull image "team@sha256:abc": rpc error: unauthorized: incorrect username or password; Requesting bearer token: no basic auth credentials',
  },
];

describe("redact", () => {
  for (const { title, input, expected } of cases) {
    it(`takes out ${title}`, () => {
      expect(redact(input)).to.equal(expected);
      expect(redact(redact(input))).to.equal(expected);
    });
  }

  for (const name of [
    "access_token",
    "account",
    "api-key",
    "api_key",
    "apikey",
    "auth",
    "authorization",
    "client_secret",
    "credential",
    "jwt",
    "Key-Pair-Id",
    "passwd",
    "password",
    "pwd",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "token",
    "user",
    "username",
    "verify",
    "X-Amz-Credential",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Goog-Credential",
    "X-Goog-Signature",
  ]) {
    it(`takes out ${name} of a query, wherever it stands`, () => {
      expect(redact(`https://a.io/b?${name}=x&c=d&${name}=y%2B"`)).to.equal(
        `https://a.io/b?${name}=<redacted>&c=d&${name}=<redacted>"`,
      );
      expect(redact(`https://a.io/b?my${name}=x`)).to.contain("=x");
    });
  }

  for (const token of [
    "dckr_pat_12345678",
    "dckr_oat_12345678",
    "gho_12345678",
    "ghp_12345678",
    "ghs_12345678",
    "ghu_12345678",
    "ghr_12345678",
    "github_pat_12345678",
    ...[
      ...["agent", "cbt", "dt", "ffct", "ft", "imt", "oas"],
      ...["pat", "ptt", "rt", "rtr", "soat", "wt"],
    ].map((kind) => `gl${kind}-12345678`),
    "eyJhbGci.OiJS.c2ln_-+/=",
  ]) {
    it(`takes out ${token}, but not what only holds it`, () => {
      expect(redact(`a ${token} b`)).to.equal("a <token> b");
      expect(redact(`(${token})`)).to.equal("(<token>)");
      expect(redact(`a-${token}`)).to.equal(`a-${token}`);
    });
  }

  it("leaves an image whose path begins like GitLab's tokens", () => {
    const image = "registry.example.com/global-game-images/glance-servers:1";
    expect(redact(`pulling ${image}`)).to.equal(`pulling ${image}`);
  });

  it("is done before anything is said of a message", () => {
    const said = JSON.stringify(
      diagnose(
        'Failed to pull image "registry.example.com/a:1": Get "https://jane:s3cret@registry.example.com/v2/a/manifests/1": x509: certificate signed by unknown authority, pull rate limit as \'jane\': dckr_jti_abc',
      ),
    );
    expect(said).to.contain("registry.example.com/a:1");
    expect(said).not.to.match(/jane|s3cret|abc/);
  });
});
