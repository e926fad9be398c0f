import type { CauseFacts } from "./cause-facts.js";
import { createCommand, whoFailed } from "./remedies.js";
import type { Subject } from "./subject.js";

const giveCredential = (subject: Subject): string =>
  `Give the pod a credential for ${subject.registry}: ${createCommand(subject)}, and list it under imagePullSecrets.`;

const awaitRegistry = (subject: Subject): string =>
  `Wait: the node tries again by itself. If it lasts, look at the status page or the log of ${whoFailed(subject)}.`;

/** Why a pull fails on the way to the registry, and what the registry answers. */
export const registryCauses = {
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
    sentence: "The registry asks for a credential, and the node sent none.",
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
    remedy: (subject) =>
      `Check the name of ${subject.image}. If it is right, give the pod a pull secret for ${subject.registry} whose account may pull it: ${createCommand(subject)}, and list it under imagePullSecrets.`,
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
  "tag-not-found": {
    sentence: "The registry has no such tag or digest.",
    remedy: ({ image, registry }) =>
      `Check the tag of ${image}, and that the image was pushed. If it is there, it may be private: some registries say so to those who may not see it, so give the pod a pull secret for ${registry}.`,
    waits: false,
    stage: 12,
  },
} as const satisfies Record<string, CauseFacts>;
