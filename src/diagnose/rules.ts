import {
  accessRules,
  tokenWithCredential,
  tokenWithout,
} from "./access-rules.js";
import type { Cause } from "./causes.js";
import { connectionRules, limitRules } from "./registry-rules.js";

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

/** What is wrong with the pod's spec, its Secrets, the node or the image itself, and policies that forbid it. */
const imageRules: readonly Rule[] = [
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
];

/** The first that matches names the cause, so the more telling ones come first. Phrases are found by plain search: time
 *  grows with the length of the message only. */
export const rules: readonly Rule[] = [
  ...imageRules,
  ...limitRules,
  ...accessRules,
  ...connectionRules,
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
