import fc from "fast-check";
import type { Cause } from "../../src/diagnose/causes.js";
import { redact } from "../../src/registry/redact/redact.js";

export interface Image {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

const digest =
  "0".repeat(8) + "9c1c7b5d6b3a6bb1b2a4fd3a9e0b8b6c8c4c1d5fd2b1d9a0a1b2c3d4";

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);

const anyImage: fc.Arbitrary<Image> = fc.record({
  registry: fc.oneof(
    fc.constantFrom(
      "docker.io",
      "ghcr.io",
      "quay.io",
      "registry.gitlab.com",
      "eu.gcr.io",
      "europe-west1-docker.pkg.dev",
      "shop.azurecr.io",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      "localhost:5000",
      "192.0.2.7:30000",
    ),
    fc
      .tuple(
        fc.constantFrom("harbor", "nexus", "artifactory", "registry"),
        word,
        fc.constantFrom("", ":5000", ":8443"),
      )
      .map(([kind, name, port]) => `${kind}.${name}.example.com${port}`),
  ),
  repository: fc
    .array(word, { minLength: 2, maxLength: 4 })
    .map((parts) => parts.join("/")),
  tag: fc.oneof(
    fc.constantFrom("latest", "1.27", "v-bd3a674372"),
    word.map((name) => `v1-${name}`),
  ),
});

/** What looks like a token is hidden in an image's name, too, and what follows a name that ends as the label of one: see
 *  redact. */
export const image = anyImage.filter((of) => {
  const shown = [nameOf(of), `${of.repository}/manifests/${of.tag}`]
    .map((name) => `"${name}": refused; ${name}: refused; ${name}`)
    .join("\n");
  return redact(shown) === shown;
});

export function nameOf({ registry, repository, tag }: Image): string {
  return `${registry}/${repository}:${tag}`;
}

function apiHost({ registry }: Image): string {
  return registry === "docker.io" ? "registry-1.docker.io" : registry;
}

/** How each program reports an answer. */
export const runtimes: Readonly<
  Record<string, (image: Image, answer: string) => string>
> = {
  containerd: (of, answer) =>
    `failed to pull and unpack image "${nameOf(of)}": failed to resolve reference "${nameOf(of)}": ${answer}`,
  "containerd, a layer": (of, answer) =>
    `failed to pull and unpack image "${nameOf(of)}": failed to copy: httpReadSeeker: failed open: unexpected status code https://${apiHost(of)}/v2/${of.repository}/blobs/sha256:${digest}: ${answer}`,
  "CRI-O": (of, answer) =>
    `initializing source docker://${nameOf(of)}: reading manifest ${of.tag} in ${of.registry}/${of.repository}: ${answer}`,
  docker: (of, answer) =>
    `Error response from daemon: Head "https://${apiHost(of)}/v2/${of.repository}/manifests/${of.tag}": ${answer}`,
  kaniko: (of, answer) =>
    `error building image: unable to complete operation after 0 attempts, last error: GET https://${apiHost(of)}/v2/${of.repository}/manifests/${of.tag}: ${answer}`,
  buildkit: (of, answer) =>
    `failed to solve: ${nameOf(of)}: failed to resolve source metadata for ${nameOf(of)}: ${answer}`,
};

export interface Answer {
  readonly cause: Cause;
  readonly text: string;
  readonly credentialSent: boolean | null;
}

const answer = (
  cause: Cause,
  text: string,
  credentialSent: boolean | null = null,
): Answer => ({ cause, text, credentialSent });

/** What makes the cause, up to its last word: what follows may be cut off. */
export const answers: readonly Answer[] = [
  answer(
    "rate-limit-anonymous",
    "429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit",
    false,
  ),
  answer(
    "rate-limit-authenticated",
    "toomanyrequests: You have reached your pull rate limit as 'shop-ci': dckr_jti_Zx9Kq2vTnW81",
    true,
  ),
  answer("rate-limit-unknown", "429 Too Many Requests"),
  answer("rate-limit-unknown", "TOOMANYREQUESTS: Rate exceeded"),
  answer(
    "login-throttled",
    "failed to authorize: failed to fetch oauth token: unexpected status: 429 Too Many Requests",
    true,
  ),
  answer(
    "no-credential",
    "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
    false,
  ),
  answer(
    "no-credential",
    "failed to authorize: failed to fetch anonymous token: unexpected status: 403 Forbidden",
    false,
  ),
  answer(
    "credential-rejected",
    "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized",
    true,
  ),
  answer(
    "credential-rejected",
    "unauthorized: incorrect username or password",
    true,
  ),
  answer(
    "credential-expired",
    "denied: Your authorization token has expired",
    true,
  ),
  answer(
    "no-permission",
    'denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource',
  ),
  answer("no-permission", "403 Forbidden"),
  answer(
    "not-found-or-private",
    "pull access denied, repository does not exist",
  ),
  answer(
    "not-found-or-private",
    "unauthorized: access to the requested resource is not authorized",
  ),
  answer("not-found-or-private", "401 Unauthorized"),
  answer("tag-not-found", "manifest unknown: manifest unknown"),
  answer(
    "tls",
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
  ),
  answer(
    "dns",
    "dial tcp: lookup registry.example.com on 192.0.2.53:53: no such host",
  ),
  answer(
    "dns",
    "dial tcp: lookup registry.example.com on 192.0.2.53:53: read udp 192.0.2.1:4321->192.0.2.53:53: i/o timeout",
  ),
  answer("network", "dial tcp 192.0.2.7:443: connect: connection refused"),
  answer("network", "net/http: TLS handshake timeout"),
  answer(
    "http-https-mismatch",
    "http: server gave HTTP response to HTTPS client",
  ),
  answer("platform-mismatch", "no match for platform in manifest"),
  answer(
    "image-format",
    "Pulling Schema 1 images have been deprecated and disabled by default since containerd v2.0",
  ),
  answer("disk-full", "write /var/lib/x: no space left on device"),
  answer("corrupt", "unexpected commit digest sha256:aa, expected sha256:bb"),
  answer("policy-rejected", "Source image rejected: A signature was required"),
  answer("registry-error", "503 Service Unavailable"),
  answer("unknown", "418 I'm a teapot"),
];

/** What a message goes through on its way to the reader. */
export const wrappers: readonly ((message: string, of: Image) => string)[] = [
  (message) => message,
  (message, of) =>
    `Failed to pull image "${nameOf(of)}": rpc error: code = Unknown desc = ${message}`,
  (message, of) => `Failed to pull image "${nameOf(of)}": ${message}`,
  (message, of) =>
    `Back-off pulling image "${nameOf(of)}": ErrImagePull: rpc error: code = NotFound desc = ${message}`,
  (message, of) =>
    `  Warning  Failed     50s (x4 over 2m24s)  kubelet            Failed to pull image "${nameOf(of)}": ${message}`,
  (message, of) =>
    `Error deploying deploy.web: Failed - Failed to pull image "${nameOf(of)}": ${message}`,
  (message) => `ErrImagePull (rpc error: code = Unknown desc = ${message})`,
  (message, of) =>
    `E1221 16:38:57.353228   93644 pod_workers.go:1300] "Error syncing pod, skipping" err=${JSON.stringify(`failed to "StartContainer" for "web" with ErrImagePull: ${JSON.stringify(message)}`)} pod="shop/web" image="${nameOf(of)}"`,
];

export const lineBreaks = fc.constantFrom(" ", "\n", "\r\n", "\n      ", "\\n");
