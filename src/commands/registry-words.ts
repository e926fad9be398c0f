import type { UnreachableReason } from "../registry/http.js";

export const offlineReason = "registries are left alone: --offline";

/** Why a registry could not be asked, as a sentence. It is this machine that asks: a node may get further. */
export function unreachable(reason: UnreachableReason): string {
  return `the registry could not be asked from here: ${words[reason]}`;
}

const words: Readonly<Record<UnreachableReason, string>> = {
  address: "its host is no address",
  name: "its name can't be resolved",
  connection: "nobody answers, or the connection breaks",
  proxy: "the proxy does not let the request through",
  "proxy-address":
    "HTTP_PROXY or HTTPS_PROXY names no proxy's address, such as http://proxy.example.com:3128",
  tls: "its certificate is not trusted (NODE_EXTRA_CA_CERTS names a file of more CAs)",
  "time-out": "it takes too long to answer",
  answer: "what answers is no registry",
  server: "it says that it has a fault of its own",
  redirect: "it sends the request elsewhere",
  insecure: "it wants the login sent unencrypted",
};
