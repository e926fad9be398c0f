import { textOf, type Outside } from "../config/outside.js";
import type { Login } from "./credential.js";
import { askForPull, type PullVerdict } from "./handshake.js";
import type { RegistryAnswer, RegistryClient } from "./http.js";

/** How many pulls Docker Hub still grants. */
export type Headroom =
  | {
      readonly kind: "limited";
      readonly limit: number;
      readonly remaining: number;
      /** The limit holds for any span of that many seconds. */
      readonly windowSeconds: number;
      /** In how many seconds it starts again, where the answer says so. */
      readonly resetSeconds: number | null;
    }
  /** As for paid plans. */
  | { readonly kind: "unlimited" }
  /** It is not known: the login is refused, or Docker Hub can't be asked. */
  | { readonly kind: "unknown"; readonly verdict: PullVerdict };

/** The image that Docker names for this (https://docs.docker.com/docker-hub/usage/pulls/). */
export const hubProbe = {
  registry: new URL("https://registry-1.docker.io"),
  repository: "ratelimitpreview/test",
  reference: "latest",
};

/** Asks Docker Hub how many pulls are left, of an account or, where `login` is null, of this machine's address. By HEAD,
 *  which costs no pull. */
export async function askHeadroom(
  client: RegistryClient,
  login: Login | null,
  probe = hubProbe,
): Promise<Headroom> {
  const { verdict, answer } = await askForPull(client, { ...probe, login });
  const headers = answer?.header("ratelimit-limit") ?? [];
  const limit = reading(headers);
  const remaining = reading(answer?.header("ratelimit-remaining") ?? []);
  if (limit !== null && remaining !== null)
    return {
      kind: "limited",
      limit: limit.pulls,
      remaining: remaining.pulls,
      windowSeconds: limit.windowSeconds,
      resetSeconds: resetSeconds(answer),
    };
  return verdict.kind === "accepted" && headers.length === 0
    ? { kind: "unlimited" }
    : { kind: "unknown", verdict };
}

/** `ratelimit-reset` counts seconds (the IETF's draft of these headers), and so does a Retry-After that is no date (RFC
 *  9110). */
function resetSeconds(answer: RegistryAnswer | null): number | null {
  const [value = ""] = ["ratelimit-reset", "retry-after"]
    .flatMap((name) => answer?.header(name) ?? [])
    .map(textOf);
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** `100;w=21600` is 100 pulls in 6 hours. */
function reading(headers: readonly Outside[]): {
  pulls: number;
  windowSeconds: number;
} | null {
  const [value = ""] = headers.map(textOf);
  const [, pulls, seconds] = /^(\d{1,9});w=(\d{1,9})$/.exec(value) ?? [];
  return pulls === undefined || seconds === undefined
    ? null
    : { pulls: Number(pulls), windowSeconds: Number(seconds) };
}
