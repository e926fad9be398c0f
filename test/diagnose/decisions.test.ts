import { expect } from "chai";
import { attempts, flatten } from "../../src/diagnose/attempts.js";
import type { Cause } from "../../src/diagnose/causes.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { decide, decisions } from "../../src/diagnose/decisions.js";
import { readFacts } from "../../src/diagnose/facts.js";
import { blindRows, rows } from "./messages.js";
import { phraseLists } from "./worst-cases.js";

/** What programs say where `messages.yaml` has no message of it, or none that ends so. */
const cases: Partial<Record<Cause, readonly string[]>> = {
  "secret-malformed": [
    "json: cannot unmarshal string into Go value of type credentialprovider.DockerConfigEntry",
  ],
  "invalid-image-name": ["InvalidImageName"],
  "node-storage": [
    "failed to extract layer sha256:ab: open /var/lib/containerd/a: stale file handle: unknown",
    "failed to extract layer sha256:ab: mount callback failed: mkdir /var/lib/containerd/tmpmounts: read-only file system: unknown",
    "failed to extract layer sha256:ab: readdirent: structure needs cleaning: unknown",
    "failed to unpack image on snapshotter stargz: snapshotter not loaded: stargz: invalid argument",
    "failed to unpack image on snapshotter nydus: the snapshotter is not ready",
    'connection error: desc = "transport: Error while dialing: dial unix /run/stargz/snapshotter.sock: connect: connection refused"',
  ],
  "policy-rejected": [
    "denied: the image is in quarantine",
    "unexpected status: 451 Unavailable For Legal Reasons",
    "SignatureValidationFailed: A signature was required, but no signature exists",
    "unknown: Artifact download request rejected: it was not downloaded due to the download blocking policy configured in Xray",
  ],
  "disk-full": [
    "failed to register layer: There is not enough space on the disk.",
    "write /var/lib/containers/storage/1: disk quota exceeded",
  ],
  "platform-mismatch": [
    "image with reference registry.example.com/shop/api:1.4 was found but does not provide the specified platform (linux/arm64)",
    "image Manifest does not contain descriptor matching platform",
    "no child with platform linux/arm64 in index registry.example.com/shop/api",
    "image with reference registry.example.com/shop/api:1.4 was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64",
    'choosing an image from manifest list: no image found in image index for architecture "arm64", variant "v8", OS "linux"',
  ],
  corrupt: [
    "failed to extract layer sha256:ab: zstd: invalid input: magic number mismatch",
    "failed to extract layer sha256:ab: flate: corrupt input before offset 5",
    "writing blob: reading blob sha256:ab: blob unknown to registry",
    'failed commit on ref "layer-sha256:ab": unexpected commit size 10, expected 20: failed precondition',
    'failed commit on ref "layer-sha256:ab": "layer-sha256:ab" failed size validation: 10 != 20: failed precondition',
    "failed to extract layer sha256:ab: gzip: invalid checksum",
    "failed to extract layer sha256:ab: wrong diff id calculated on extraction sha256:cd",
    "manifest verification failed for digest sha256:ab",
    "failed to extract layer sha256:ab: archive/tar: invalid tar header",
    "writing blob: the blob does not match expected digest sha256:ab",
    "writing blob: happened during read: Digest did not match, expected sha256:ab, got sha256:cd",
  ],
  "login-throttled": [
    "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.docker.io/token: 429 Too Many Requests",
    "login attempt to https://registry.example.com/v2/ failed with status: 429 Too Many Requests",
  ],
  "rate-limit-unknown": [
    "invalid status code: 429 (Too Many Requests)",
    "unexpected status: 403 Forbidden: you have exceeded a secondary rate limit",
  ],
  "credential-expired": ["unauthorized: expired token"],
  "no-credential": ["denied: anonymous access is not allowed"],
  "no-permission": [
    "invalid status code: 403 (Forbidden)",
    "unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/ghcr/a/manifests/1: 400 Bad Request: the secret of the pull through cache rule can't be read",
  ],
  "credential-rejected": [
    "unauthorized: authentication failed",
    "unauthorized: invalid credentials",
    "unauthorized: Invalid Username or Password",
    "unauthorized: HTTP Basic: Access denied",
  ],
  "not-found-or-private": [
    "unknown: project shop not found",
    "unable to retrieve auth token: invalid status code from registry 401 (Unauthorized)",
    'unexpected status: {"errors":[{"code":"NAME_UNKNOWN"}]}',
    "invalid status code: 401 (Unauthorized)",
  ],
  "http-https-mismatch": [
    "tls: first record does not look like a TLS handshake",
  ],
  dns: [
    "could not resolve host: registry.example.com",
    "registry.example.com: Name or service not known",
    "java.net.UnknownHostException: registry.example.com",
  ],
  tls: [
    "self-signed certificate in certificate chain",
    "certificate verify failed",
    "remote error: tls: unrecognized name",
    "tls: handshake failure",
  ],
  network: [
    "net/http: timeout awaiting response headers",
    "net/http: HTTP/1.x transport connection broken: malformed MIME header",
    "http2: server sent GOAWAY and closed the connection",
    "HTTPSConnectionPool(host='registry.example.com', port=443): Read timed out.",
    'Get "https://registry.example.com/v2/": Forwarding failure',
    "unexpected status: 408 Request Timeout",
    "dial tcp 203.0.113.7:443: connect: operation timed out",
    "write tcp 192.0.2.1:5->192.0.2.2:443: use of closed network connection",
    "dial tcp 203.0.113.7:443: connect: host is down",
    "rpc error: code = DeadlineExceeded desc = the runtime took too long",
    "read tcp 192.0.2.1:5->192.0.2.2:443: wsarecv: An existing connection was forcibly closed by the remote host.",
    "stream error: stream ID 3; INTERNAL_ERROR; received from peer",
    "error connecting to proxy http://proxy.example.com:3128",
    "dial tcp 203.0.113.7:443: connect: connection timed out",
    "dial tcp 203.0.113.7:443: connect: network is unreachable",
    "write tcp 192.0.2.1:40000->203.0.113.7:443: write: broken pipe",
    "http2: client connection lost",
    "RegistryUnavailable",
  ],
  "registry-error": [
    "unexpected status from HEAD request: 504 Gateway Time-out",
    "received unexpected HTTP status: Bad Gateway",
    "received unexpected HTTP status: Gateway Timeout",
    "fetching blob: invalid status code from registry 503 (Service Unavailable)",
    "error parsing HTTP 503 response body: invalid character '<'",
    ...["500", "502", "503", "504", "520", "522", "524", "530"].map(
      (status) =>
        `unexpected status from GET request to https://registry.example.com/v2/: ${status} <none>`,
    ),
  ],
};

const messages = Object.entries(cases).flatMap(([cause, endings]) =>
  endings.map((ending) => ({
    cause,
    message: `Failed to pull image "registry.example.com/shop/api:1.4": ${ending}`,
  })),
);

const texts = [...rows, ...blindRows.flat(), ...messages].map(({ message }) =>
  flatten(message),
);

describe("the decisions", () => {
  for (const { cause, message } of messages) {
    it(`take for ${cause}: ${message}`, () => {
      expect(diagnose(message).cause).to.equal(cause);
    });
  }

  for (const [ending, cause, credentialSent] of [
    [
      "failed to fetch oauth token: 429 Too Many Requests",
      "login-throttled",
      true,
    ],
    [
      "failed to fetch anonymous token: 429 Too Many Requests",
      "login-throttled",
      false,
    ],
    ["Requesting bearer token: status code 429", "login-throttled", null],
    [
      "failed to fetch oauth token: 412 Precondition Failed",
      "registry-closed",
      true,
    ],
    [
      "failed to fetch anonymous token: 412 Precondition Failed",
      "registry-closed",
      false,
    ],
    ["manifests/1: 412 Precondition Failed", "policy-rejected", null],
    ["rpc error: code = NotFound desc = it is gone", "tag-not-found", null],
    [
      "rpc error: code = NotFound desc = unexpected status: 405 Method Not Allowed",
      "unknown",
      null,
    ],
    [
      "rpc error: code = DeadlineExceeded desc = status: 403",
      "no-permission",
      null,
    ],
  ] as const) {
    it(`take for ${cause}, credential sent: ${String(credentialSent)}: ${ending}`, () => {
      const found = diagnose(`Failed to pull image "ghcr.io/a:1": ${ending}`);
      expect([found.cause, found.credentialSent]).to.deep.equal([
        cause,
        credentialSent,
      ]);
    });
  }

  it("have a message for every phrase that a fact is read from", () => {
    const lower = texts.map((text) => `${text.toLowerCase()}\n`);
    const phrases = phraseLists.flatMap(({ says, with: and = [] }) => [
      ...says,
      ...and,
    ]);
    expect(
      phrases.filter((phrase) => !lower.some((text) => text.includes(phrase))),
    ).to.deep.equal([]);
  });

  it("are each the first that holds for some message", () => {
    const made = new Set(
      texts.flatMap(attempts).map((attempt) => decide(readFacts(attempt))),
    );
    expect(decisions.filter((decision) => !made.has(decision))).to.deep.equal(
      [],
    );
  });
});
