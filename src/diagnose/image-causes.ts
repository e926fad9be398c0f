import type { CauseFacts } from "./cause-facts.js";

/** Why a pull fails with the image at hand: policies, the image itself, and the disk that it goes to. */
export const imageCauses = {
  "policy-rejected": {
    sentence:
      "A policy of the node or of the registry forbids this image (its signature, its vulnerabilities, or where it comes from).",
    remedy: ({ image }) =>
      `Sign or fix ${image} as the policy asks, or ask the owner of the policy to change it.`,
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
  "image-format": {
    sentence:
      "What the registry has under this name is no image that the node's container runtime reads.",
    remedy: ({ image }) =>
      `Check the name and the tag of ${image}: under it is something else (a Helm chart, a build cache, an attestation, a model, or a format that the runtime does not know).`,
    waits: false,
    stage: 13,
  },
  corrupt: {
    sentence:
      "What was downloaded is not what the image's manifest says, or a part of the image is missing.",
    remedy: ({ image }) =>
      `Wait for the next try; if it fails again, push ${image} again, or remove it from the node.`,
    waits: true,
    stage: 14,
  },
  "node-storage": {
    sentence:
      "The node can't store the image: its file system refuses it, is read-only or broken, or its snapshotter is not there.",
    remedy: () =>
      "Ask who runs the node to look at its disk (is it full, read-only or broken?) and at its container runtime's log; until then, let the pod run on another node (kubectl cordon NODE).",
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
