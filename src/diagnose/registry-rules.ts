import { tokenWithCredential, tokenWithout } from "./access-rules.js";
import type { Rule } from "./rules.js";

const throttled = [" 429", "toomanyrequests: "];

/** Limits of a registry for logins and for pulls. */
export const limitRules: readonly Rule[] = [
  {
    cause: "login-throttled",
    says: tokenWithCredential,
    with: throttled,
    credentialSent: true,
    source: "containerd, buildkit",
  },
  {
    cause: "login-throttled",
    says: tokenWithout,
    with: throttled,
    credentialSent: false,
    source: "containerd, buildkit",
  },
  {
    cause: "login-throttled",
    says: ["login attempt to", "requesting bearer token"],
    with: throttled,
    source: "docker, CRI-O (containers/image)",
  },
  {
    cause: "login-throttled",
    says: ["unexpected http code: 429"],
    with: ["/token?"],
    source: "CRI-O (containers/image), the token server's answer",
  },
  {
    cause: "login-throttled",
    says: ["too many failed login attempts"],
    source: "Docker Hub",
  },
  {
    cause: "rate-limit-authenticated",
    says: ["pull rate limit as "],
    credentialSent: true,
    source: "Docker Hub",
  },
  {
    cause: "rate-limit-anonymous",
    says: ["unauthenticated pull rate limit"],
    credentialSent: false,
    source: "Docker Hub since 2025",
  },
  {
    cause: "rate-limit-unknown",
    says: [
      "toomanyrequests: ",
      "429 too many requests",
      "429 (too many requests",
      "429: too many requests",
      "too many requests (hap429)",
      "your pull rate limit",
      "parsing http 429",
      "status 429 ",
      "status: 429",
    ],
    source:
      "Docker Hub and others, through containerd, CRI-O, docker, buildkit and kaniko",
  },
];

const serverErrors = [
  ": 500 ",
  ": 502 ",
  ": 503 ",
  ": 504 ",
  ": 520 ",
  ": 522 ",
  ": 524 ",
  ": 530 ",
];

/** The way to the registry, and errors of its own. */
export const connectionRules: readonly Rule[] = [
  {
    cause: "http-https-mismatch",
    says: [
      "server gave http response to https client",
      "first record does not look like a tls handshake",
      "tls: oversized record received",
      'malformed http response "x15x03',
      "plain http request was sent to https port",
    ],
    source: "Go's net/http and crypto/tls, nginx",
  },
  {
    cause: "tls",
    says: [
      "x509: ",
      "tls: failed to verify certificate",
      "remote error: tls: ",
      "tls: handshake failure",
    ],
    source: "Go's crypto/tls and crypto/x509",
  },
  {
    cause: "network",
    says: ["proxyconnect ", "error connecting to proxy"],
    source: "Go's net/http behind a proxy",
  },
  {
    cause: "network",
    says: ["could not reach any registry endpoint"],
    source: "docker up to 1.9",
  },
  // The runtime of the node itself is away: no registry was asked.
  {
    cause: "unknown",
    says: ["dial unix "],
    source: "Go's net, between kubelet and runtime",
  },
  {
    cause: "dns",
    says: [
      "no such host",
      "server misbehaving",
      "temporary failure in name resolution",
    ],
    source: "Go's net",
  },
  {
    cause: "dns",
    says: ["dial tcp: lookup "],
    with: ["i/o timeout", ": try again", "connection refused"],
    source: "Go's net; musl for `Try again`",
  },
  {
    cause: "network",
    says: [
      "i/o timeout",
      "connection refused",
      "connection reset by peer",
      "connection timed out",
      "no route to host",
      "network is unreachable",
      "tls handshake timeout",
      "context deadline exceeded",
      "client.timeout exceeded",
      "while waiting for connection",
      "unexpected eof",
      "broken pipe",
      "client connection lost",
      "because of no progress in ",
      ": eof\n",
    ],
    source: "Go's net and net/http",
  },
  {
    cause: "network",
    says: ["the registry is unavailable", "registryunavailable"],
    source: "kubelet",
  },
  {
    cause: "registry-error",
    says: [
      "500 internal server error",
      "502 bad gateway",
      "503 service unavailable",
      "504 gateway time",
      ": internal server error",
      ": bad gateway",
      ": service unavailable",
      ": gateway time",
      "unexpected http status: 5",
      "unexpected http code: 5",
      "status code from registry 5",
      "parsing http 5",
    ],
    source: "containerd, CRI-O, docker, buildkit",
  },
  {
    cause: "registry-error",
    says: ["unexpected status", "unsupported status code"],
    with: serverErrors,
    source: "containerd, buildkit, kaniko, with what a proxy makes of a status",
  },
  {
    cause: "registry-error",
    says: ["when fetching blob 50"],
    source: "CRI-O (containers/image)",
  },
];
