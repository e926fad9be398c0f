import { tokenWithCredential, tokenWithout, type Rule } from "./rule.js";

const throttled = [" 429", "toomanyrequests: "];

/** Limits of a registry for logins and for pulls. */
export const limitRules: readonly Rule[] = [
  {
    cause: "login-throttled",
    says: tokenWithCredential,
    with: throttled,
    credentialSent: true,
    source: "containerd, buildkit",
  },
  {
    cause: "login-throttled",
    says: tokenWithout,
    with: throttled,
    credentialSent: false,
    source: "containerd, buildkit",
  },
  {
    cause: "login-throttled",
    says: ["login attempt to", "requesting bearer token"],
    with: throttled,
    source: "docker, CRI-O (containers/image)",
  },
  {
    cause: "login-throttled",
    says: ["unexpected http code: 429"],
    with: ["/token?"],
    source: "CRI-O (containers/image), the token server's answer",
  },
  {
    cause: "login-throttled",
    says: ["too many failed login attempts"],
    source: "Docker Hub",
  },
  {
    cause: "rate-limit-authenticated",
    says: ["pull rate limit as "],
    credentialSent: true,
    source: "Docker Hub",
  },
  {
    cause: "rate-limit-anonymous",
    says: ["unauthenticated pull rate limit"],
    credentialSent: false,
    source: "Docker Hub since 2025",
  },
  {
    cause: "rate-limit-unknown",
    says: [
      "toomanyrequests: ",
      "429 too many requests",
      "429 (too many requests",
      "429: too many requests",
      "too many requests (hap429)",
      "your pull rate limit",
      "parsing http 429",
      "status 429 ",
      "status: 429",
    ],
    source:
      "Docker Hub and others, through containerd, CRI-O, docker, buildkit and kaniko",
  },
];
