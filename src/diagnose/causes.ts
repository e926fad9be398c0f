import { createCommand, whoFailed } from "./remedies.js";
import type { Subject } from "./subject.js";

/** What is to be said of a cause. */
export interface CauseFacts {
  /** The cause as a sentence. */
  readonly sentence: string;
  /** The one thing to do. */
  readonly remedy: (subject: Subject) => string;
  /** Whether time can cure it; a number is for how many seconds. null: the message doesn't tell. */
  readonly waits: boolean | number | null;
  /** How far a pull got that ended so, for pulls that were tried with several credentials. */
  readonly stage: number;
}

const giveCredential = ({ registry, server }: Subject): string =>
  `Give the pod a credential for ${registry}: ${createCommand(server)}, and list it under imagePullSecrets.`;

const awaitRegistry = (subject: Subject): string =>
  `Wait: the node tries again by itself. If it lasts, look at the status page or the log of ${whoFailed(subject)}.`;

/** Why a pull fails, in the order in which a pull meets it. */
export const causes = {
  "not-a-pull-failure": {
    sentence: "This is not about pulling an image.",
    remedy: () =>
      "Look at the container's own log and at the other events of the pod.",
    waits: null,
    stage: -2,
  },
  unknown: {
    sentence:
      "The image could not be pulled, and the message does not say why in words known here.",
    remedy: ({ image }) =>
      `Read the message, and the earlier events of the pod; pull ${image} by hand on the node if they do not tell.`,
    waits: null,
    stage: -1,
  },
  "secret-missing": {
    sentence:
      "A pull secret that the pod lists does not exist in the pod's namespace.",
    remedy: () =>
      "Create the Secret in the namespace of the pod, or take it out of the pod's imagePullSecrets.",
    waits: 30,
    stage: 0,
  },
  "secret-malformed": {
    sentence:
      "A pull secret that the pod lists holds a docker config that does not parse, so none of its pull secrets is used.",
    remedy: () =>
      "Make the Secret anew with kubectl create secret docker-registry: `auth` is the base64 of user:password, and each field is text.",
    waits: false,
    stage: 0,
  },
  "invalid-image-name": {
    sentence: "The image's name is not a valid or not a complete reference.",
    remedy: ({ image }) =>
      `Correct the name of ${image}: lower case, with its registry, and with every variable filled in.`,
    waits: false,
    stage: 0,
  },
  "never-pull-policy": {
    sentence:
      "The image is not on the node, and imagePullPolicy Never forbids to pull it.",
    remedy: ({ image }) =>
      `Set imagePullPolicy to IfNotPresent, or load ${image} into the node.`,
    waits: false,
    stage: 0,
  },
  "kubelet-qps": {
    sentence:
      "The node's kubelet limits how many pulls it starts per second; no registry was asked.",
    remedy: () =>
      "Wait: the kubelet tries again by itself. Raise its registryPullQPS and registryBurst if it happens often.",
    waits: true,
    stage: 0,
  },
  "image-not-verified": {
    sentence:
      "The image is on the node, but this pod has shown no credential with which it may be pulled, and imagePullPolicy Never forbids to ask.",
    remedy: ({ image, registry }) =>
      `List the pull secret for ${registry} that ${image} was pulled with in this pod too, or set imagePullPolicy to IfNotPresent.`,
    waits: false,
    stage: 0,
  },
  "credential-provider": {
    sentence:
      "The program that should give the node a credential failed: a credential provider of the kubelet, or a credential helper.",
    remedy: ({ registry }) =>
      `Ask who runs the node to look at the credential provider (the kubelet's --image-credential-provider-config and its log) for ${registry}: is the program there, and may the node's role log in? Until then, a pull secret for ${registry} does as well.`,
    waits: null,
    stage: 0,
  },
  "image-volume": {
    sentence: "The node's container runtime can't mount an image as a volume.",
    remedy: () =>
      "Use nodes with containerd 2.1 or CRI-O 1.31 and newer, or copy the files with an init container.",
    waits: false,
    stage: 0,
  },
  canceled: {
    sentence:
      "The pull was canceled before it ended: the kubelet or the runtime gave up, or was started anew.",
    remedy: ({ image }) =>
      `Wait: the node tries again by itself. If it lasts, pull ${image} by hand on the node to see how long it takes, and raise the time limit (containerd's image_pull_progress_timeout, the kubelet's runtimeRequestTimeout).`,
    waits: true,
    stage: 1,
  },
  dns: {
    sentence: "The node could not resolve the registry's name.",
    remedy: (subject) =>
      `Check the name of ${whoFailed(subject)} and the DNS servers of the node.`,
    waits: true,
    stage: 1,
  },
  network: {
    sentence: "The node could not reach the registry, or the connection broke.",
    remedy: (subject) =>
      subject.failed?.part === "proxy"
        ? `Check that the node reaches ${whoFailed(subject)} (HTTPS_PROXY of its container runtime), or except ${subject.registry} from it (NO_PROXY).`
        : `Check that the node reaches ${whoFailed(subject)}: its routes, firewall and proxy.`,
    waits: true,
    stage: 2,
  },
  "proxy-refused": {
    sentence: "The node's proxy asks for a login of its own (407).",
    remedy: ({ registry }) =>
      `Put the proxy's login into HTTPS_PROXY of the node's container runtime, or except ${registry} from it (NO_PROXY). No pull secret helps.`,
    waits: false,
    stage: 2,
  },
  "http-https-mismatch": {
    sentence: "The registry speaks HTTP where the node expects HTTPS.",
    remedy: (subject) =>
      `Serve ${whoFailed(subject)} with TLS, or configure it as an HTTP (insecure) registry in the node's container runtime.`,
    waits: false,
    stage: 3,
  },
  tls: {
    sentence: "The node does not trust the registry's certificate.",
    remedy: (subject) =>
      `Renew the certificate of ${whoFailed(subject)}, or install its CA in the node's container runtime; check the node's clock.`,
    waits: false,
    stage: 3,
  },
  "login-throttled": {
    sentence:
      "The registry's login refuses further attempts for a while (429); that is not the pull limit.",
    remedy: ({ registry }) =>
      `Wait some minutes: ${registry} lets logins through again. If it lasts, check that no pod logs in with a wrong password over and over.`,
    waits: true,
    stage: 4,
  },
  "no-credential": {
    sentence:
      "The registry asks for a credential, and the node sent none: no pull secret of the pod holds an entry for it.",
    remedy: giveCredential,
    waits: false,
    stage: 5,
  },
  "credential-rejected": {
    sentence: "The registry refused the credential that was sent.",
    remedy: ({ registry }) =>
      `Renew the user name and password (or token) for ${registry} in the pull secret.`,
    waits: false,
    stage: 6,
  },
  "credential-expired": {
    sentence: "The credential that was sent has expired.",
    remedy: ({ registry }) =>
      `Write a new token for ${registry} into the pull secret, and renew it regularly (an ECR token lasts 12 hours).`,
    waits: false,
    stage: 7,
  },
  "not-found-or-private": {
    sentence:
      "The registry does not let this pull through: the repository does not exist, or it is private and the node sent no credential that may pull it.",
    remedy: ({ image, registry, server }) =>
      `Check the name of ${image}. If it is right, give the pod a pull secret for ${registry} whose account may pull it: ${createCommand(server)}, and list it under imagePullSecrets.`,
    waits: false,
    stage: 8,
  },
  "no-permission": {
    sentence: "The registry forbids this pull.",
    remedy: ({ image, registry }) =>
      `Let the account of the pull secret (or of the node) read ${image} at ${registry}; renew the credential if it may have expired. If neither helps, check the name: some registries forbid what is not there.`,
    waits: false,
    stage: 9,
  },
  "rate-limit-unknown": {
    sentence: "The registry's limit for pulls or requests is used up (429).",
    remedy: ({ registry, server }) =>
      `Make sure that pulls from ${registry} are authenticated (a pull secret for ${server}); if they are, wait, or use a plan or mirror with a higher limit.`,
    waits: false,
    stage: 10,
  },
  "rate-limit-anonymous": {
    sentence:
      "The registry's limit for anonymous pulls from this address is used up (429): no credential was sent.",
    remedy: giveCredential,
    waits: false,
    stage: 10,
  },
  "rate-limit-authenticated": {
    sentence:
      "The pull limit of the account whose credential was sent is used up (429).",
    remedy: ({ registry }) =>
      `Use an account with a higher limit at ${registry}, a mirror, or wait until the limit's window is over.`,
    waits: false,
    stage: 10,
  },
  "registry-closed": {
    sentence:
      "The registry does not serve this any more: it was shut down, switched off, or its owner has not paid.",
    remedy: ({ image, registry }) =>
      `Pull ${image} from where it has moved to, or ask the owner of ${registry}: neither waiting nor a credential helps.`,
    waits: false,
    stage: 11,
  },
  "registry-error": {
    sentence: "The registry answered with an error of its own.",
    remedy: awaitRegistry,
    waits: true,
    stage: 11,
  },
  "policy-rejected": {
    sentence:
      "A policy of the node or of the registry forbids this image (its signature, its vulnerabilities, or where it comes from).",
    remedy: ({ image }) =>
      `Sign or mend ${image} as the policy asks, or have the policy changed by those who own it.`,
    waits: false,
    stage: 12,
  },
  "tag-not-found": {
    sentence: "The registry has no such tag or digest.",
    remedy: ({ image, registry }) =>
      `Check the tag of ${image}, and that the image was pushed. If it is there, it may be private: some registries say so to those who may not see it, so give the pod a pull secret for ${registry}.`,
    waits: false,
    stage: 12,
  },
  "platform-mismatch": {
    sentence: "The image is not made for the node's processor or system.",
    remedy: ({ image }) =>
      `Build ${image} for the platform of the node too (docker buildx build --platform), or choose other nodes.`,
    waits: false,
    stage: 13,
  },
  corrupt: {
    sentence:
      "What was downloaded is not what the image's manifest says, or a part of the image is missing.",
    remedy: ({ image }) =>
      `Wait for the next try; if it fails again, push ${image} anew, or remove it from the node.`,
    waits: true,
    stage: 14,
  },
  "node-storage": {
    sentence:
      "The node can't store the image: its file system is read-only or broken, or its snapshotter is not there.",
    remedy: () =>
      "Ask who runs the node to look at its disk and at its container runtime's log; until then, let the pod run on another node (kubectl cordon NODE).",
    waits: null,
    stage: 15,
  },
  "disk-full": {
    sentence: "The node's disk is full.",
    remedy: () => "Free room for images on the node, or give it a larger disk.",
    waits: false,
    stage: 15,
  },
} as const satisfies Record<string, CauseFacts>;

/** A cause, by its short name: stable, to be compared with. */
export type Cause = keyof typeof causes;
