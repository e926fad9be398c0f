import type { Phrases } from "./phrases.js";

/** What the kubelet, the runtime or a builder says of a pod's spec, of its Secrets, of the node and of the image itself. */
export const nodeSayings = {
  "present, but not for this pod": {
    says: [
      "is present with pull policy of never but",
      "does not have the proper auth (image secret)",
    ],
    source: "kubelet with early versions of KEP-2535",
  },
  "never pulled": {
    says: ["is not present with pull policy of never", "errimageneverpull"],
    source: "kubelet",
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
    ],
    source:
      "kubelet (pkg/credentialprovider), kaniko (its docker config), CRI-O (containers/image)",
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
    ],
    source:
      "kubelet, docker, buildkit (distribution/reference), CRI-O (containers/image, short names), kaniko, helm (oras-go)",
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
    ],
    source:
      "docker, of its credential helpers; helm (oras-go); Apple's container",
  },
  "signature refused": {
    says: [
      "signature validation failed",
      "signaturevalidationfailed",
      "source image rejected",
    ],
    source: "kubelet, CRI-O (containers/image)",
  },
  "host blocked": {
    says: ["is blocked in /etc/containers/", "does not have trust data for "],
    source: "CRI-O (registries.conf), docker's content trust",
  },
  "disk full": {
    says: [
      "no space left on device",
      "disk quota exceeded",
      "not enough space on the disk",
    ],
    source: "every runtime (Linux, Windows)",
  },
  "wrong platform": {
    says: [
      "no match for platform in manifest",
      "no matching manifest",
      "cannot be used on this platform",
      "no image found in manifest list for architecture",
      "no image found in image index for architecture",
      "image architecture mismatch",
      "does not provide the specified platform",
      "does not match the specified platform",
      "no child with platform ",
      "descriptor matching platform",
    ],
    source: "containerd, buildkit, docker, CRI-O (containers/image)",
  },
  "content wrong": {
    says: [
      "unexpected commit digest",
      "unexpected commit size",
      "failed size validation",
      "could not fetch content descriptor",
      "failed to get reader from content store",
      "filesystem layer verification failed",
      "gzip: ",
      "zstd: ",
      "flate: ",
      "unpigz: ",
      "archive/tar: ",
      "does not match expected digest",
      "digest did not match",
      "image config verification failed",
      "manifest verification failed",
      "wrong diff id calculated",
    ],
    source:
      "containerd, buildkit, docker, CRI-O (containers/image), Go's and other decompression and tar",
  },
  "layer torn": {
    says: ["failed to register layer"],
    with: ["unexpected eof"],
    source: "docker, of a layer that was downloaded",
  },
  "image not known": {
    says: ["image not known", "locating item named "],
    source: "CRI-O (containers/storage)",
  },
  "storage broken": {
    says: [
      "read-only file system",
      "input/output error",
      "structure needs cleaning",
      "device or resource busy",
      "operation not supported",
      "stale file handle",
    ],
    source: "Linux",
  },
  "layer not stored": {
    says: ["failed to extract layer"],
    with: ["operation not permitted"],
    source: "containerd, with what Linux said",
  },
  "snapshotter away": {
    says: ["snapshot", "unable to initialize unpacker"],
    with: [
      "snapshotter not loaded",
      "snapshotter is not ready",
      "was not found",
      "dial unix ",
      "no unpack platforms defined",
    ],
    source: "containerd, with snapshotters of other processes (nydus, stargz)",
  },
  "snapshot missing": {
    says: [
      "failed to prepare extraction snapshot",
      "parent snapshot ",
      "layer does not exist",
    ],
    source: "containerd, buildkit, docker",
  },
  "no image volumes": {
    says: ['failed to mkdir "": mkdir'],
    source: "containerd up to 2.0, whose CRI knows no image volumes",
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
    says: ["unexpected media type"],
    source: "containerd",
  },
} as const satisfies Record<string, Phrases>;
