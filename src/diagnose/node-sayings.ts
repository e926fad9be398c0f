import type { Phrases } from "./phrases.js";

/** What the kubelet, the runtime or a builder says of a pod's spec, of its Secrets and of the node. */
export const nodeSayings = {
  "present, but not for this pod": {
    says: [
      "is present with pull policy of never but",
      "does not have the proper auth (image secret)",
    ],
    source: "kubelet with early versions of KEP-2535",
  },
  "never pulled": {
    says: [
      "is not present with pull policy of never",
      "errimageneverpull",
      "with specified policies [never]",
    ],
    source: "kubelet, GitLab's runner",
  },
  "Secret not read": {
    says: ["unable to retrieve pull secret"],
    with: ["failed to sync secret cache", "no relationship found between node"],
    source: "kubelet, in its log; API server (node authorizer)",
  },
  "Secret missing": {
    says: [
      "unable to retrieve some image pull secrets",
      "unable to retrieve pull secret",
    ],
    source: "kubelet (the second up to 1.27, in its log)",
  },
  "Secret malformed": {
    says: [
      "unable to parse auth field",
      "go struct field dockerconfig",
      "go value of type credentialprovider.",
      "illegal base64 data at input byte",
      'unsupported entry in "auths" section',
      'auth.json": unexpected',
      "unable to decode auth field",
      "docker_auth_config environment variable is missing key",
    ],
    source:
      "kubelet (pkg/credentialprovider), kaniko (its docker config, and go-containerregistry), CRI-O (containers/image)",
  },
  "docker config malformed": {
    says: ["unmarshaling json at ", "parsing config file ("],
    with: ["getting username and password", "docker/config.json"],
    source: "containers/image; docker's CLI, as kaniko uses it",
  },
  "name invalid": {
    says: [
      "couldn't parse image reference",
      "failed to apply default image tag",
      "invalid reference format",
      "invalid tag format",
      "invalidimagename",
      "did not resolve to an alias",
      "returns ambiguous list",
      "trying to pull an unqualified image",
      "could not parse reference: ",
      "short-name resolution enforced",
      "invalid_reference",
      "repository name must be canonical",
      "repository name must be lowercase",
      "can only contain the characters `",
      "invalid format for image reference",
    ],
    source:
      "kubelet, docker, buildkit (distribution/reference), CRI-O (containers/image, short names), kaniko (go-containerregistry), helm (oras-go), Apple's container",
  },
  "kubelet's limit": { says: ["pull qps exceeded"], source: "kubelet" },
  "provider failed": {
    says: [
      "external registry credential provider",
      "error execing credential provider plugin",
    ],
    source: "kubelet (plugin.go)",
  },
  "helper failed": {
    says: [
      "error getting credentials - err: ",
      "unable to retrieve credentials",
      "error querying keychain",
      "credentials store error: storeerror(",
      "failed to find docker auth for repo",
      "docker desktop seems not running",
    ],
    source:
      "docker, of its credential helpers; helm (oras-go); Apple's container; docker-py; Nomad",
  },
  "signature refused": {
    says: [
      "signature validation failed",
      "signaturevalidationfailed",
      "source image rejected",
      " blocked pull of ",
      "no matching signatures were found for ",
    ],
    source:
      "kubelet, CRI-O (containers/image), containerd (its image verifiers), cosign (Flux)",
  },
  "source forbidden": {
    says: ["denied by policy", "not allowed by policy"],
    with: ["docker-image://"],
    source: "buildkit (its source policies)",
  },
  "not on the runner's list": {
    says: ["is not present on list of allowed "],
    source: "GitLab's runner",
  },
  "host blocked": {
    says: ["is blocked in /etc/containers/", "does not have trust data for "],
    source: "CRI-O (registries.conf), docker's content trust",
  },
  "login given": {
    says: [
      "using authentication for docker pull",
      "using dockerauthconfig authentication for docker pull",
      "authenticating with credentials from",
    ],
    source:
      "act, and the runners of Gitea and Forgejo that are made of it; GitLab's runner",
  },
  "runtime away": {
    says: ["dial unix "],
    source: "Go's net, between kubelet and runtime",
  },
  "sandbox image": {
    says: [
      "failed to get sandbox image",
      "failed pulling image",
      "creating pod sandbox with name ",
    ],
    with: ["sandbox"],
    source: "containerd, cri-dockerd, CRI-O",
  },
  canceled: {
    says: ["context canceled", "code = canceled"],
    source: "kubelet, containerd (gRPC)",
  },
  "web page": {
    // in its place comes a web page, of a login or a mirror for example
    says: ["unexpected media type text/"],
    source: "containerd",
  },
} as const satisfies Record<string, Phrases>;
