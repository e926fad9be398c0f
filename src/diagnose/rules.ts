import type { Cause } from "./causes.js";

/** Recognises one way in which a program says a cause. All phrases are in lower case. */
export interface Rule {
  readonly cause: Cause;
  /** One of these stands in the message; a line break is its end. */
  readonly says: readonly string[];
  /** And one of these. */
  readonly with?: readonly string[];
  /** Whether the node sent a credential; left out where the message doesn't tell. */
  readonly credentialSent?: boolean;
  /** Which programs print it. */
  readonly source: string;
}

const tokenWithCredential = ["failed to fetch oauth token"];
const tokenWithout = ["failed to fetch anonymous token"];
const throttled = [" 429", "toomanyrequests: "];
const serverErrors = [
  "500",
  "502",
  "503",
  "504",
  "520",
  "522",
  "524",
  "530",
].map((status) => `: ${status} `);
const refused = [": 401", ": 403", " 401 ", " 403 "];

/** The first that matches names the cause, so the more telling ones come first. Phrases are found by plain search: time
 *  grows with the length of the message only. */
export const rules: readonly Rule[] = [
  {
    cause: "never-pull-policy",
    says: ["is not present with pull policy of never", "errimageneverpull"],
    source: "kubelet",
  },
  {
    cause: "secret-missing",
    says: [
      "unable to retrieve some image pull secrets",
      "unable to retrieve pull secret",
    ],
    source: "kubelet (the second up to 1.27, in its log)",
  },
  {
    cause: "secret-malformed",
    says: [
      "unable to parse auth field",
      "go struct field dockerconfig",
      "go value of type credentialprovider.",
      "illegal base64 data at input byte",
    ],
    source: "kubelet, pkg/credentialprovider",
  },
  {
    cause: "secret-malformed",
    says: ['unsupported entry in "auths" section', 'auth.json": unexpected'],
    source: "kaniko (its docker config), CRI-O (containers/image)",
  },
  {
    cause: "invalid-image-name",
    says: [
      "couldn't parse image reference",
      "failed to apply default image tag",
      "invalid reference format",
      "invalidimagename",
    ],
    source: "kubelet, docker, buildkit (distribution/reference)",
  },
  {
    cause: "invalid-image-name",
    says: [
      "did not resolve to an alias",
      "returns ambiguous list",
      "trying to pull an unqualified image",
    ],
    source: "CRI-O (containers/image, short names)",
  },
  {
    cause: "invalid-image-name",
    says: ["could not parse reference: "],
    source: "kaniko (go-containerregistry)",
  },
  { cause: "kubelet-qps", says: ["pull qps exceeded"], source: "kubelet" },
  {
    cause: "policy-rejected",
    says: [
      "signature validation failed",
      "signaturevalidationfailed",
      "source image rejected",
    ],
    source: "kubelet, CRI-O (containers/image)",
  },
  {
    cause: "policy-rejected",
    says: [
      "projectpolicyviolation",
      "due to configured policy",
      "download blocking policy",
      "is not signed by ",
      "is not signed in ",
    ],
    source: "Harbor, Artifactory (Xray)",
  },
  {
    cause: "policy-rejected",
    says: ["is blocked in /etc/containers/", "does not have trust data for "],
    source: "CRI-O (registries.conf), docker's content trust",
  },
  {
    cause: "policy-rejected",
    says: ["export control regulations", "is not in the allowlist"],
    source: "Docker Hub by country, mirrors",
  },
  {
    cause: "disk-full",
    says: ["no space left on device", "disk quota exceeded"],
    source: "every runtime (Linux)",
  },
  {
    cause: "platform-mismatch",
    says: ["no match for platform in manifest"],
    source: "containerd, buildkit",
  },
  {
    cause: "platform-mismatch",
    says: ["no matching manifest for ", "cannot be used on this platform"],
    source: "docker",
  },
  {
    cause: "platform-mismatch",
    says: [
      "no image found in manifest list for architecture",
      "no image found in image index for architecture",
      "image architecture mismatch",
    ],
    source: "CRI-O (containers/image)",
  },
  {
    cause: "corrupt",
    says: [
      "unexpected commit digest",
      "unexpected commit size",
      "failed size validation",
      "could not fetch content descriptor",
      "failed to get reader from content store",
    ],
    source: "containerd, buildkit",
  },
  {
    cause: "corrupt",
    says: [
      "filesystem layer verification failed",
      "gzip: invalid",
      "invalid tar header",
      "does not match expected digest",
      "digest did not match",
      "image config verification failed",
    ],
    source: "docker, CRI-O (containers/image), Go's gzip and tar",
  },
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
  {
    cause: "credential-expired",
    says: ["authorization token has expired"],
    credentialSent: true,
    source: "ECR",
  },
  {
    cause: "credential-expired",
    says: ["personal access token is expired"],
    credentialSent: true,
    source: "Docker Hub",
  },
  {
    cause: "no-permission",
    says: ["is not authorized to perform: ecr:"],
    credentialSent: true,
    source: "ECR",
  },
  {
    cause: "no-credential",
    says: [
      "no basic auth credentials",
      "no user/password was provided",
      "no credentials found for host",
    ],
    credentialSent: false,
    source: "containerd, docker, Apple's container",
  },
  {
    cause: "no-credential",
    says: ["unauthenticated request"],
    credentialSent: false,
    source: "GAR, GCR",
  },
  {
    cause: "no-credential",
    says: tokenWithout,
    with: refused,
    credentialSent: false,
    source: "containerd, buildkit",
  },
  {
    cause: "credential-rejected",
    says: tokenWithCredential,
    with: refused,
    credentialSent: true,
    source: "containerd, buildkit",
  },
  {
    cause: "credential-rejected",
    says: [
      "incorrect username or password",
      "invalid username/password",
      "invalid username or password",
      "unauthorized: failed authentication",
      "http basic: access denied",
    ],
    credentialSent: true,
    source: "Docker Hub, CRI-O (containers/image), Quay, GCR, GitLab",
  },
  {
    cause: "credential-rejected",
    says: [
      "cannot be authenticated with the token provided",
      "could not be authenticated by the github packages service",
      "the login credentials are not valid",
      "security token included in the request is invalid",
      "unable to parse json key",
    ],
    credentialSent: true,
    source: "GHCR, IBM icr.io, ECR, GCR",
  },
  {
    cause: "not-found-or-private",
    says: ["invalid status code from registry 401", "from registry 403"],
    source: "CRI-O (containers/image), the token server's answer",
  },
  {
    cause: "no-permission",
    says: [
      "denied: permission ",
      "does not have permission",
      "permission_denied: ",
    ],
    source: "GAR, Artifactory, GCR, GHCR",
  },
  {
    cause: "no-permission",
    says: ["denied: client with ip "],
    source: "ACR, its firewall",
  },
  {
    cause: "no-permission",
    says: [
      "403 forbidden",
      "403 (forbidden",
      "parsing http 403",
      ": forbidden",
      "status 403 trying",
    ],
    source: "containerd, CRI-O, docker, buildkit",
  },
  {
    cause: "not-found-or-private",
    says: [
      "pull access denied",
      "insufficient_scope",
      "does not exist or no pull access",
      "requested access to the resource is denied",
      "denied: access forbidden",
      "denied: denied",
      ": denied\n",
      '"message": "access denied',
    ],
    source: "containerd, docker; Docker Hub, GitLab, GHCR, NVIDIA",
  },
  {
    cause: "not-found-or-private",
    says: ["may be because there are no credentials on this request"],
    source: "kubelet up to 1.5",
  },
  {
    cause: "not-found-or-private",
    says: ["name unknown", "name_unknown", "unknown: repository "],
    source:
      "the distribution API's NAME_UNKNOWN, as ECR and GHCR send it; Harbor's proxy cache",
  },
  {
    cause: "not-found-or-private",
    says: [
      "unauthorized: ",
      "401 unauthorized",
      "401 (unauthorized",
      "status code 401",
      "(status=401 ",
      ": authentication required",
      "from registry: unauthorized",
    ],
    source:
      "the distribution API's UNAUTHORIZED, as Harbor, Quay, ACR, Nexus and others send it",
  },
  {
    cause: "tag-not-found",
    says: ["manifest unknown", "manifest_unknown", "404 not found"],
    source: "the distribution API's MANIFEST_UNKNOWN, through every runtime",
  },
  {
    cause: "tag-not-found",
    says: ["parsing http 404", "was deleted or has expired"],
    source: "docker, Quay",
  },
  {
    cause: "tag-not-found",
    says: ["unknown: artifact ", "error: image "],
    with: [" not found"],
    source: "Harbor, docker up to 1.13",
  },
  // in its place comes a web page, of a login or a mirror for example
  {
    cause: "unknown",
    says: ["unexpected media type"],
    source: "containerd",
  },
  {
    cause: "tag-not-found",
    says: ["trying to pull repository "],
    with: [" not found"],
    source: "docker up to 1.9",
  },
  {
    cause: "tag-not-found",
    says: ["manifest for "],
    with: [" not found"],
    source: "docker",
  },
  {
    cause: "tag-not-found",
    says: [": not found"],
    source: "containerd, buildkit",
  },
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

/** What a message says of a credential even where its cause is another, a broken connection for example. */
export const credentialSigns: readonly Pick<
  Rule,
  "says" | "credentialSent" | "source"
>[] = [
  {
    says: tokenWithCredential,
    credentialSent: true,
    source: "containerd, buildkit",
  },
  { says: tokenWithout, credentialSent: false, source: "containerd, buildkit" },
];
