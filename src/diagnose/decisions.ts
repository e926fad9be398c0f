import { holds, type Decision } from "./decision.js";
import type { Facts } from "./facts.js";
import {
  addressRemedy,
  billRemedy,
  helperRemedy,
  lostImageRemedy,
  ownersRemedy,
  schemaRemedy,
  slowProviderRemedy,
  snapshotterRemedy,
  storageRemedy,
  upstreamRemedy,
  webPageRemedy,
} from "./remedies.js";

const refused = [401, 403, "denied", "unauthorized"] as const;
const throttled = [429, "toomanyrequests"] as const;

/** The first whose conditions hold names the cause, so the more telling ones come first. */
export const decisions: readonly Decision[] = [
  // The pod's spec, its Secrets, the node, the image itself, and policies.
  { cause: "image-not-verified", says: ["present, but not for this pod"] },
  { cause: "never-pull-policy", says: ["never pulled"] },
  { cause: "secret-unread", says: ["Secret not read"] },
  { cause: "secret-missing", says: ["Secret missing"] },
  {
    cause: "secret-malformed",
    says: ["Secret malformed", "docker config malformed"],
  },
  { cause: "invalid-image-name", says: ["name invalid"] },
  { cause: "kubelet-qps", says: ["kubelet's limit"] },
  {
    cause: "credential-provider",
    says: ["provider failed"],
    transport: "connection",
    remedy: slowProviderRemedy,
  },
  { cause: "credential-provider", says: ["provider failed"] },
  {
    cause: "credential-provider",
    says: ["helper failed"],
    remedy: helperRemedy,
  },
  {
    cause: "policy-rejected",
    says: [
      "signature refused",
      "host blocked",
      "source forbidden",
      "not on the runner's list",
      "policy of the registry",
      "country blocked",
      "not on the mirror's list",
    ],
  },
  { cause: "disk-full", says: ["disk full"] },
  { cause: "platform-mismatch", says: ["wrong platform", "wrong system"] },
  {
    cause: "image-format",
    says: ["schema 1"],
    remedy: schemaRemedy,
  },
  { cause: "image-format", says: ["no image"] },
  {
    cause: "corrupt",
    says: ["content wrong", "layers don't match", "layer torn"],
  },
  { cause: "corrupt", says: ["image not known"], remedy: lostImageRemedy },
  {
    cause: "node-storage",
    says: ["snapshotter away"],
    remedy: snapshotterRemedy,
  },
  // What the system says of a socket, it says of disks too.
  { cause: "dns", says: ["storage broken"], transport: "dns" },
  {
    cause: "node-storage",
    says: ["storage broken", "layer not stored", "snapshot missing"],
  },
  { cause: "image-volume", says: ["no image volumes"] },

  // Limits of a registry for logins and for pulls.
  {
    cause: "login-throttled",
    token: ["login"],
    answers: throttled,
    credentialSent: true,
  },
  {
    cause: "login-throttled",
    token: ["anonymous"],
    answers: throttled,
    credentialSent: false,
  },
  { cause: "login-throttled", token: ["asked"], answers: throttled },
  { cause: "login-throttled", says: ["logins failed"] },
  {
    cause: "rate-limit-authenticated",
    says: ["account's limit"],
    credentialSent: true,
  },
  {
    cause: "rate-limit-anonymous",
    says: ["address's limit"],
    credentialSent: false,
  },
  { cause: "rate-limit-unknown", says: ["a limit"] },
  { cause: "rate-limit-unknown", answers: throttled },

  // Words that say more than the status beside them.
  {
    cause: "no-permission",
    says: ["upstream login failed"],
    remedy: upstreamRemedy,
  },
  {
    cause: "no-permission",
    says: ["address not allowed"],
    remedy: addressRemedy,
  },
  {
    cause: "no-permission",
    says: ["storage's firewall"],
    remedy: storageRemedy,
  },
  {
    cause: "no-permission",
    says: ["owner has not paid"],
    remedy: billRemedy,
  },
  { cause: "registry-closed", says: ["switched off"] },

  // Credentials, and what a registry shows to whom: an image that is not shown may be absent or private.
  {
    cause: "credential-expired",
    says: ["token expired"],
    credentialSent: true,
  },
  { cause: "no-permission", says: ["role may not"], credentialSent: true },
  {
    cause: "no-credential",
    says: ["came without login"],
    credentialSent: false,
  },
  {
    cause: "no-credential",
    token: ["anonymous"],
    answers: refused,
    credentialSent: false,
  },
  {
    cause: "credential-rejected",
    token: ["login"],
    answers: refused,
    credentialSent: true,
  },
  { cause: "credential-rejected", says: ["login wrong"], credentialSent: true },
  { cause: "registry-closed", answers: [402, 410] },
  {
    cause: "registry-closed",
    token: ["login", "anonymous", "asked"],
    answers: [412],
  },
  // Other registries say so of an image that a policy forbids.
  { cause: "registry-closed", says: ["asks GCR"], answers: [412] },
  { cause: "policy-rejected", answers: [412, 451] },
  { cause: "not-found-or-private", token: ["asked"], answers: refused },
  { cause: "no-permission", says: ["may not"] },
  { cause: "rate-limit-unknown", says: ["limit in words"] },
  { cause: "no-permission", answers: [403] },
  { cause: "tag-not-found", says: ["tag not in repository"] },
  { cause: "not-found-or-private", says: ["not shown"] },
  {
    cause: "not-found-or-private",
    answers: [401, "denied", "name unknown", "unauthorized"],
  },
  { cause: "corrupt", answers: ["blob unknown"] },
  { cause: "tag-not-found", answers: [404, "manifest unknown"] },
  { cause: "tag-not-found", says: ["was deleted", "no such artifact"] },
  { cause: "corrupt", says: ["web page"], remedy: webPageRemedy },
  { cause: "tag-not-found", says: ["not found"] },

  // The way to the registry, and errors of its own.
  { cause: "http-https-mismatch", transport: "plain-http" },
  { cause: "tls", transport: "tls" },
  { cause: "proxy-refused", answers: [407] },
  { cause: "network", transport: "proxy" },
  { cause: "unknown", says: ["runtime away"] },
  { cause: "dns", transport: "dns" },
  { cause: "network", transport: "connection" },
  { cause: "network", answers: [408] },
  { cause: "registry-error", answers: ["5xx"] },

  { cause: "network", transport: "request" },

  // What may only be how a torn layer shows.
  { cause: "node-storage", says: ["layer refused"], remedy: ownersRemedy },

  // Nothing but what the runtime answered to the kubelet.
  { cause: "canceled", says: ["canceled"] },
  { cause: "tag-not-found", call: "notfound" },
  { cause: "network", call: "deadlineexceeded" },
];

/** The decision for these facts; undefined where no row holds. */
export function decide(facts: Facts): Decision | undefined {
  return decisions.find((decision) => holds(decision, facts));
}
