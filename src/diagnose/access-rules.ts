import type { Rule } from "./rules.js";

/** Said while a login is sent, and while none is (containerd, buildkit). */
export const tokenWithCredential = ["failed to fetch oauth token"];
export const tokenWithout = ["failed to fetch anonymous token"];

const refused = [": 401", ": 403", " 401 ", " 403 "];

/** Credentials, and what a registry shows to whom: an image that is not shown may be absent or private. */
export const accessRules: readonly Rule[] = [
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
];
