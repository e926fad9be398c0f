import { expect } from "chai";
import { flatten } from "../../src/diagnose/attempts.js";
import type { Cause } from "../../src/diagnose/causes.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import { rules } from "../../src/diagnose/rules.js";
import { rows } from "./messages.js";

/** What programs say where `messages.yaml` has no message of it, or none that ends so. */
const cases: Partial<Record<Cause, readonly string[]>> = {
  "secret-malformed": [
    "json: cannot unmarshal string into Go value of type credentialprovider.DockerConfigEntry",
  ],
  "invalid-image-name": ["InvalidImageName"],
  "policy-rejected": [
    "SignatureValidationFailed: A signature was required, but no signature exists",
    "unknown: Artifact download request rejected: it was not downloaded due to the download blocking policy configured in Xray",
  ],
  "disk-full": ["write /var/lib/containers/storage/1: disk quota exceeded"],
  "platform-mismatch": [
    'choosing an image from manifest list: no image found in image index for architecture "arm64", variant "v8", OS "linux"',
  ],
  corrupt: [
    'failed commit on ref "layer-sha256:ab": unexpected commit size 10, expected 20: failed precondition',
    'failed commit on ref "layer-sha256:ab": "layer-sha256:ab" failed size validation: 10 != 20: failed precondition',
    "failed to extract layer sha256:ab: gzip: invalid checksum",
    "failed to extract layer sha256:ab: archive/tar: invalid tar header",
    "writing blob: the blob does not match expected digest sha256:ab",
    "writing blob: happened during read: Digest did not match, expected sha256:ab, got sha256:cd",
  ],
  "login-throttled": [
    "login attempt to https://registry.example.com/v2/ failed with status: 429 Too Many Requests",
  ],
  "rate-limit-unknown": ["invalid status code: 429 (Too Many Requests)"],
  "no-permission": ["invalid status code: 403 (Forbidden)"],
  "credential-rejected": [
    "unauthorized: Invalid Username or Password",
    "unauthorized: HTTP Basic: Access denied",
  ],
  "not-found-or-private": [
    "unable to retrieve auth token: invalid status code from registry 401 (Unauthorized)",
    'unexpected status: {"errors":[{"code":"NAME_UNKNOWN"}]}',
    "invalid status code: 401 (Unauthorized)",
  ],
  "http-https-mismatch": [
    "tls: first record does not look like a TLS handshake",
  ],
  tls: ["remote error: tls: unrecognized name", "tls: handshake failure"],
  network: [
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

describe("the rules", () => {
  for (const { cause, message } of messages) {
    it(`take for ${cause}: ${message}`, () => {
      expect(diagnose(message).cause).to.equal(cause);
    });
  }

  it("have a message for every phrase", () => {
    const texts = [...rows, ...messages].map(
      ({ message }) => `${flatten(message).toLowerCase()}\n`,
    );
    const phrases = rules.flatMap(({ says, with: and = [] }) => [
      ...says,
      ...and,
    ]);
    expect(
      phrases.filter((phrase) => !texts.some((text) => text.includes(phrase))),
    ).to.deep.equal([]);
  });
});
