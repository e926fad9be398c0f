import type { Login } from "./credential.js";
import { askForPull, type PullVerdict } from "./handshake.js";
import type { RegistryClient } from "./http.js";

/** How many pulls Docker Hub still grants. */
export type Headroom =
  | {
      readonly kind: "limited";
      readonly limit: number;
      readonly remaining: number;
      /** The limit holds for any span of that many seconds. */
      readonly windowSeconds: number;
    }
  /** As for paid plans. */
  | { readonly kind: "unlimited" }
  /** It could not be told: the login is refused, or Docker Hub can't be asked. */
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
    };
  return verdict.kind === "accepted" && headers.length === 0
    ? { kind: "unlimited" }
    : { kind: "unknown", verdict };
}

/** `100;w=21600` is 100 pulls in 6 hours. */
function reading([value = ""]: readonly string[]): {
  pulls: number;
  windowSeconds: number;
} | null {
  const [, pulls, seconds] = /^(\d{1,9});w=(\d{1,9})$/.exec(value) ?? [];
  return pulls === undefined || seconds === undefined
    ? null
    : { pulls: Number(pulls), windowSeconds: Number(seconds) };
}
