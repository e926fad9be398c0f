import type { CauseFacts } from "./cause-facts.js";
import type { Subject } from "./subject.js";
import { createCommand, replaceCommand } from "./remedies.js";

const createMissing = ({ missing, namespace, server }: Subject): string => {
  const quoted = missing.map((name) => `'${name}'`).join(", ");
  const what =
    ["the pull secret", `the Secret ${quoted}`][missing.length] ??
    `the Secrets ${quoted}`;
  const where =
    namespace === null
      ? "the namespace of the pod"
      : `namespace '${namespace}'`;
  const [name = "NAME"] = missing;
  return `Create ${what} in ${where}, or take it out of the pod's imagePullSecrets; if it is there by now, the node tries again by itself. To create one: ${createCommand({ server, namespace, name })}`;
};

/** Why a pull fails before the registry is asked: the pod's spec, its Secrets, and the node. */
export const podCauses = {
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
      `Read the message, and the earlier events of the pod; pull ${image} by hand on the node if they do not say.`,
    waits: null,
    stage: -1,
  },
  "secret-missing": {
    sentence:
      "A pull secret that the pod lists does not exist in the pod's namespace.",
    remedy: createMissing,
    waits: 30,
    stage: 0,
  },
  "secret-unread": {
    sentence:
      "The node pulled without a pull secret of the pod, which its kubelet could not read then, or which was not there yet.",
    remedy: () =>
      "Wait: the node tries again by itself, with the Secret, after 5 minutes at most. If it lasts, ask who runs the node why its kubelet can't read Secrets (event FailedToRetrieveImagePullSecret).",
    waits: 60,
    stage: 0,
  },
  "secret-malformed": {
    sentence:
      "A pull secret that the pod lists holds a docker config that does not parse, so none of its pull secrets is used.",
    remedy: (subject) =>
      `Replace the Secret (where it is written by hand, \`auth\` is the base64 of user:password, and each field is text): ${replaceCommand(subject)}`,
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
      "The image is not on the node, or this pod may not use it there, and imagePullPolicy Never forbids to pull it.",
    remedy: ({ image }) =>
      `Set imagePullPolicy to IfNotPresent, or load ${image} into the node. If it is there (crictl images), list the pull secret that it was pulled with in this pod too.`,
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
      `Ask who runs the node to look at the credential provider (the kubelet's --image-credential-provider-config and its log) for ${registry}: is the program there, and may the node's role log in? Until then, a pull secret for ${registry} works as well.`,
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
      "The pull was canceled before it ended: the kubelet or the runtime gave up, or was restarted.",
    remedy: ({ image }) =>
      `Wait: the node tries again by itself. If it lasts, pull ${image} by hand on the node to see how long it takes, and raise the time limit (containerd's image_pull_progress_timeout, the kubelet's runtimeRequestTimeout).`,
    waits: true,
    stage: 1,
  },
} as const satisfies Record<string, CauseFacts>;
