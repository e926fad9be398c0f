import { expect } from "chai";
import type { Cause } from "../../src/diagnose/causes.js";
import { diagnose } from "../../src/diagnose/diagnose.js";

const atSandbox =
  'Failed to create pod sandbox: failed to get sandbox image "ghcr.io/shop/pause:3": failed to pull image "ghcr.io/shop/pause:3": ';
const atMirror =
  'Failed to pull image "nginx:1": unexpected status from HEAD request to https://docker.example.org/v2/library/nginx/manifests/1?ns=docker.io: ';
const atStorage =
  'Failed to pull image "ghcr.io/shop/api:1": failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://cdn.example.org/blobs/ab?se=1: ';

const ofKubernetes =
  'Failed to pull image "registry.k8s.io/pause:3": unexpected status from HEAD request to https://registry.k8s.io/v2/pause/manifests/3: ';

const atNode =
  'Failed to pull image "ghcr.io/shop/api:1": failed to unpack image on snapshotter overlayfs: ';

const runtimesLogin = /^Give the container runtime of the node itself a login /;
const mirrorsOwner = /^Ask the owner of docker\.example\.org \(a mirror /;
const nodesClock = /^Check the clock of the node, /;

/** What is answered, by whom it is, and what is to be done then. */
const cases: readonly (readonly [
  from: string,
  answer: string,
  cause: Cause,
  remedy: RegExp,
])[] = [
  [atSandbox, "token has expired", "credential-expired", runtimesLogin],
  [
    atSandbox,
    "unauthorized: incorrect username or password",
    "credential-rejected",
    runtimesLogin,
  ],
  [atSandbox, "no basic auth credentials", "no-credential", runtimesLogin],
  [atSandbox, "403 Forbidden", "no-permission", runtimesLogin],
  [atSandbox, "pull access denied", "not-found-or-private", runtimesLogin],
  [
    atSandbox,
    "You have reached your unauthenticated pull rate limit",
    "rate-limit-anonymous",
    runtimesLogin,
  ],
  [atSandbox, "429 Too Many Requests", "rate-limit-unknown", runtimesLogin],
  [atSandbox, "x509: unknown authority", "tls", /^Renew the certificate /],
  [atSandbox, "404 Not Found", "tag-not-found", /^Check the tag of /],

  [
    atMirror,
    "401 Unauthorized: no basic auth credentials",
    "no-credential",
    mirrorsOwner,
  ],
  [atMirror, "403 Forbidden", "no-permission", mirrorsOwner],
  [atMirror, "401 Unauthorized", "not-found-or-private", mirrorsOwner],
  [atMirror, "410 Gone", "registry-closed", mirrorsOwner],
  [atMirror, "404 Not Found", "tag-not-found", mirrorsOwner],
  [atMirror, "503 Service Unavailable", "registry-error", /^Wait: /],
  [
    atMirror,
    "429 Too Many Requests",
    "rate-limit-unknown",
    /^Make sure that pulls /,
  ],

  [atStorage, "403 Forbidden", "no-permission", nodesClock],
  [atStorage, "401 Unauthorized", "not-found-or-private", nodesClock],
  [atStorage, "404 Not Found", "tag-not-found", nodesClock],
  [atStorage, "502 Bad Gateway", "registry-error", /^Wait: /],

  [
    ofKubernetes,
    "429 Too Many Requests",
    "rate-limit-unknown",
    /^Wait, start fewer pods at once, or pull registry\.k8s\.io\/pause:3 .* has no accounts/,
  ],
  [
    ofKubernetes,
    "403 Forbidden",
    "no-permission",
    /^Check the name and the tag of registry\.k8s\.io\/pause:3: .* has no accounts/,
  ],
  [
    ofKubernetes.replace("//registry.k8s.io", "//mirror.example.org"),
    "403 Forbidden",
    "no-permission",
    /^Ask the owner of mirror\.example\.org /,
  ],

  [
    atNode,
    "unexpected media type text/html for sha256:ab: not found",
    "corrupt",
    /^Look at what stands between the node and ghcr\.io: .* \(crictl rmi ghcr\.io\/shop\/api:1\)/,
  ],
  [
    atNode,
    "Pulling Schema 1 images have been deprecated and disabled by default",
    "image-format",
    /^Take a newer tag of ghcr\.io\/shop\/api:1, or build and push it again: /,
  ],
  [
    atNode,
    "failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown",
    "image-format",
    /^Check the name and the tag of ghcr\.io\/shop\/api:1: /,
  ],
];

describe("the remedy", () => {
  for (const [from, answer, cause, remedy] of cases) {
    it(`goes by who failed: ${(from + answer).slice(-140)}`, () => {
      const found = diagnose(from + answer);
      expect(found.cause).to.equal(cause);
      expect(found.remedy).to.match(remedy);
    });
  }
});
