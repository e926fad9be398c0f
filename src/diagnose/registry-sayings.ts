import type { Phrases } from "./phrases.js";

/** What registries say beside status and code, each in its own words. */
export const registrySayings = {
  "policy of the registry": {
    says: [
      "projectpolicyviolation",
      "due to configured policy",
      "download blocking policy",
      "is not signed by ",
      "is not signed in ",
      "quarantine",
      "image access restricted",
    ],
    source:
      "Harbor, Artifactory (Xray), ACR, Docker Hub (Image Access Management)",
  },
  "country blocked": {
    says: ["export control regulations"],
    source: "Docker Hub",
  },
  "not on the mirror's list": {
    says: [
      "is not in the allowlist",
      "不在白名单",
      "does not match project repository filter",
    ],
    source: "public mirrors, Harbor's proxy cache",
  },
  "logins failed": {
    says: ["too many failed login attempts"],
    source: "Docker Hub",
  },
  "account's limit": { says: ["pull rate limit as "], source: "Docker Hub" },
  "address's limit": {
    says: ["unauthenticated pull rate limit"],
    source: "Docker Hub since 2025",
  },
  "a limit": {
    says: [
      "your pull rate limit",
      "toomanyrequests: ",
      "too many requests (hap429)",
    ],
    source: "Docker Hub, ECR and others",
  },
  "limit in words": {
    says: ["too many requests", "rate limit", "rate exceeded"],
    source: "registries that answer with another status, GHCR for example",
  },
  "token expired": {
    says: ["token has expired", "token is expired", "expired token"],
    source: "ECR, Docker Hub and others",
  },
  "upstream login failed": {
    says: ["pull through cache rule"],
    with: ["secret", "credential"],
    source: "ECR",
  },
  "role may not": {
    says: ["is not authorized to perform: ecr:"],
    source: "ECR",
  },
  "came without login": {
    says: [
      "no basic auth credentials",
      "no user/password was provided",
      "no credentials found for host",
      "unauthenticated request",
      "anonymous users are only allowed",
      "anonymous access",
      "basic credential not found",
      "missing username or secret",
      ": authentication is required",
    ],
    source:
      "containerd, docker, helm (oras-go), Apple's container, GAR, GCR, OCIR",
  },
  "login wrong": {
    says: [
      "incorrect username or password",
      "invalid username or password",
      "unauthorized: failed authentication",
      "http basic: access denied",
      "cannot be authenticated with the token provided",
      "could not be authenticated by the github packages service",
      "the login credentials are not valid",
      "security token included in the request is invalid",
      "unable to parse json key",
      ": bad credentials",
      "authentication failed",
      ": invalid credentials",
      "specified credentials are invalid",
      "could not find robot with ",
      "unauthorized: this user has been disabled",
    ],
    source: "Docker Hub, Quay, GCR, GitLab, GHCR, IBM icr.io, ECR, Artifactory",
  },
  "address not allowed": {
    says: ["client with ip "],
    with: ["is not allowed"],
    source: "ACR, its firewall",
  },
  "storage's firewall": {
    says: ["<code>authorizationfailure</code>"],
    source: "Azure's storage behind ACR",
  },
  "owner has not paid": {
    says: ["billing account not in good standing", "user project billing"],
    source: "GCR's storage",
  },
  "asks GCR": {
    says: ["://gcr.io/v2/", ".gcr.io/v2/"],
    source: "every client, of Google's Container Registry",
  },
  "switched off": {
    says: [
      "api has not been used in project",
      "deprecated and shutting down",
      "is only available on registry.",
    ],
    source: "GAR, GCR",
  },
  "may not": {
    says: [
      "denied: permission ",
      "does not have permission",
      "permission_denied: ",
      "must have permission to read the image",
      "accept license",
      "does not have permission to access the ecr image",
    ],
    source: "GAR, Artifactory, GCR, GHCR, Cloud Run, NVIDIA, AWS Lambda",
  },
  "not shown": {
    says: [
      "pull access denied",
      "insufficient_scope",
      "does not exist or no pull access",
      "requested access to the resource is denied",
      ": access forbidden",
      '"message": "access denied',
      "error from registry: access denied",
      "may be because there are no credentials on this request",
      "credentials have insufficient rights to access it",
      "is not accessible. please check the image and registry credential",
      "you may not have access to the container image",
      "not authorized: url ",
      "unknown: repository ",
      "unknown: project ",
      ": authentication required",
      // of any 401 to a token, with a login or without one
      "unable to retrieve auth token: invalid username/password",
    ],
    source:
      "containerd, docker, CRI-O (containers/image); Docker Hub, GitLab, NVIDIA; the kubelet up to 1.5; Harbor's proxy cache; Azure's container groups, OpenShift's imports; oras-rs",
  },
  "tag not in repository": {
    says: ["(tag "],
    with: [" not found in repository "],
    source: "docker up to 1.9, of Quay and others",
  },
  "was deleted": { says: ["was deleted or has expired"], source: "Quay" },
  "no such artifact": {
    says: [
      "unknown: artifact ",
      "error: image ",
      "trying to pull repository ",
      "manifest for ",
      "unknown: repo ",
      "dockerimage.image.openshift.io",
    ],
    with: [" not found"],
    source:
      "Harbor, docker (the second up to 1.13, the third up to 1.9), OpenShift",
  },
  "not found": {
    says: [
      ": not found",
      "resource not found",
      "tag not found",
      "manifest not found",
      "image not found",
      "... not found",
      "no match found for semver",
      "couldn't find tag ",
    ],
    source: "containerd, buildkit, Harbor, Flux",
  },
} as const satisfies Record<string, Phrases>;
