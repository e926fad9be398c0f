import type { Cause } from "../../../src/diagnose/causes.js";
import type { Cluster } from "../cluster.js";
import type { BrokenRegistries } from "../hub/broken-registries.js";
import { providedRegistry } from "../kubelet.js";

/** A row of the table: what keeps an image from being pulled. */
export interface Failure {
  readonly title: string;
  readonly cause: Cause;
  /** The image of pods that are not Garden's own. */
  readonly image: string;
  /** What the pull secret is like that the pod lists; without one, it lists none. */
  readonly secret?: "good" | "wrong" | "malformed" | "missing";
  readonly pullPolicy?: "Never";
  /** What is wrong with the image's registry. */
  readonly registry?: keyof BrokenRegistries["urls"];
  /** What is wrong with a mirror that the node asks before the image's registry. */
  readonly mirror?: keyof BrokenRegistries["urls"];
  /** An image that the pod has as a volume, whose pull or mount fails in place of the container's image. */
  readonly isVolume?: true;
  /** Uses up what Docker Hub allows. */
  readonly useUp?: (cluster: Cluster) => void;
  /** Whether it may pass, so that Garden waits. */
  readonly passes?: true;
}

const publicImage = "docker.io/library/busybox:1.36";
const privateImage = "docker.io/acme/web:1.0";
const brokenImage = "broken.example.test/acme/app:1.0";

export const failures: readonly Failure[] = [
  {
    title: "429, without a login",
    cause: "rate-limit-anonymous",
    image: publicImage,
    useUp: ({ hub }) => hub.setAnonymousLimit(0),
  },
  {
    title: "429, with a login",
    cause: "rate-limit-authenticated",
    image: publicImage,
    secret: "good",
    useUp: ({ hub, credentials }) => hub.setAccountLimit(credentials.user, 0),
  },
  {
    title: "wrong password",
    cause: "credential-rejected",
    image: privateImage,
    secret: "wrong",
  },
  {
    title: "private repository",
    cause: "not-found-or-private",
    image: privateImage,
  },
  {
    title: "no such tag",
    cause: "tag-not-found",
    image: brokenImage,
    registry: "empty",
  },
  {
    // The message does not say whether a credential was sent, nor whether the repository exists.
    title: "plain 401",
    cause: "not-found-or-private",
    image: brokenImage,
    registry: "asks-for-login",
  },
  {
    title: "TLS",
    cause: "tls",
    image: brokenImage,
    registry: "untrusted",
  },
  {
    title: "DNS",
    cause: "dns",
    image: brokenImage,
    registry: "unnamed",
    passes: true,
  },
  {
    title: "refused connection",
    cause: "network",
    image: brokenImage,
    registry: "closed",
    passes: true,
  },
  {
    title: "Secret missing",
    cause: "secret-missing",
    image: privateImage,
    secret: "missing",
    passes: true,
  },
  {
    title: "Secret malformed",
    cause: "secret-malformed",
    image: privateImage,
    secret: "malformed",
  },
  {
    title: "invalid image name",
    cause: "invalid-image-name",
    image: "docker.io/acme/WEB:1.0",
  },
  {
    title: "wrong platform",
    cause: "platform-mismatch",
    image: brokenImage,
    registry: "other-platform",
  },
  {
    title: "a Helm chart",
    cause: "image-format",
    image: brokenImage,
    registry: "chart",
  },
  {
    title: "a web page",
    cause: "corrupt",
    image: brokenImage,
    registry: "web-page",
    passes: true,
  },
  {
    title: "policy of the registry",
    cause: "policy-rejected",
    image: brokenImage,
    registry: "policy",
  },
  {
    title: "token server away",
    cause: "network",
    image: brokenImage,
    registry: "token-server-away",
    passes: true,
  },
  {
    title: "mirror refuses",
    cause: "no-permission",
    image: brokenImage,
    registry: "empty",
    mirror: "refusing",
  },
  {
    title: "credential provider fails",
    cause: "not-found-or-private",
    image: `${providedRegistry}/acme/app:1.0`,
    registry: "asks-for-login",
  },
  {
    title: "image volume, private",
    cause: "not-found-or-private",
    image: privateImage,
    isVolume: true,
  },
  {
    title: "image volume, not mounted",
    cause: "image-volume",
    image: publicImage,
    isVolume: true,
  },
  {
    title: "pull policy Never",
    cause: "never-pull-policy",
    image: publicImage,
    pullPolicy: "Never",
  },
];
