import type { Hidden } from "../config/hidden.js";
import { readChallenge } from "./challenge.js";
import {
  UnreachableError,
  type RegistryAnswer,
  type RegistryClient,
  type RegistryRequest,
  type UnreachableReason,
} from "./http.js";
import { isLoopback } from "./loopback.js";
import { askForToken, basic, bearer, type LoginQuestion } from "./token.js";

/** What is asked for: an image's manifest, as a node asks before it pulls. A HEAD, so that it costs no pull. */
export interface PullQuestion extends LoginQuestion {
  readonly repository: string;
  /** Tag or digest. */
  readonly reference: string;
}

/** What the registry says to it. */
export type PullVerdict =
  | {
      readonly kind: "accepted";
      /** Whether there is such an image. That it is not there yet says nothing against the login. */
      readonly exists: boolean;
      /** Whether the registry wanted to know who asks. If not, nothing is known about the login. */
      readonly asked: boolean;
    }
  | {
      readonly kind: "rejected";
      readonly status: number;
      readonly reason: RejectedReason;
    }
  | { readonly kind: "unreachable"; readonly reason: UnreachableReason };

/** The verdict on a registry that has no address. */
export const noAddress: PullVerdict = {
  kind: "unreachable",
  reason: "address",
};

/** The login is wrong or missing, it may not pull this, or the registry wants no more requests for now. */
export type RejectedReason = "login" | "access" | "rate-limit";

/** The verdict, with the registry's last answer where it gave one. */
export interface PullAnswer {
  readonly verdict: PullVerdict;
  readonly answer: RegistryAnswer | null;
}

/** Where the registry of an image is asked. Docker Hub has another host for that; containerd asks registries on this
 *  machine without TLS (its docker.MatchLocalhost). Null for what is no address, such as a port above 65535: the kubelet
 *  takes it in an image's name all the same. */
export function registryAddress(domain: string): URL | null {
  if (domain === "docker.io") return new URL("https://registry-1.docker.io");
  if (!URL.canParse(`https://${domain}`)) return null;
  const secure = new URL(`https://${domain}`);
  return isLoopback(secure) ? new URL(`http://${domain}`) : secure;
}

/** Asks a registry whether it would let a pull through: the request, and where it wants a login, the login and the
 *  request again (distribution's token specification; for Basic, RFC 7617).
 *
 *  Docker and containerd send a credential to whatever realm the registry names. So does this, because the realm of many
 *  registries is another host (`auth.docker.io` for Docker Hub), but over https only: over http just from a registry on
 *  this machine to a realm on this machine. A token goes to no other host than the registry's. */
export async function askForPull(
  client: RegistryClient,
  question: PullQuestion,
): Promise<PullAnswer> {
  const { registry, repository, reference } = question;
  return await answered(client, question, {
    request: {
      method: "HEAD",
      url: new URL(`/v2/${repository}/manifests/${reference}`, registry),
    },
    scope: `repository:${repository}:pull`,
  });
}

/** Asks a registry whether it takes a login at all, whatever that may pull: by the address at which registries say what
 *  they are (distribution's API specification, `/v2/`). */
export async function askForLogin(
  client: RegistryClient,
  question: LoginQuestion,
): Promise<PullVerdict> {
  const request = {
    method: "GET",
    url: new URL("/v2/", question.registry),
  } as const;
  const asked = { request, scope: null };
  return (await answered(client, question, asked)).verdict;
}

/** A request, and the scope of the token that it takes. */
interface Asked {
  readonly request: RegistryRequest;
  readonly scope: string | null;
}

async function answered(
  client: RegistryClient,
  question: LoginQuestion,
  asked: Asked,
): Promise<PullAnswer> {
  try {
    return await ask(client, question, asked);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return {
      verdict: { kind: "unreachable", reason: error.reason },
      answer: null,
    };
  }
}

async function ask(
  client: RegistryClient,
  question: LoginQuestion,
  asked: Asked,
): Promise<PullAnswer> {
  const { request } = asked;
  const withLogin = (authorization: Hidden) =>
    client.ask({ ...request, authorization });
  const first = await client.ask(request);
  const challenge =
    first.status === 401
      ? readChallenge(first.header("www-authenticate"))
      : null;
  if (challenge === null) return answerOf(first, "login", false);
  if (challenge.scheme === "basic") {
    const authorization = basic(question.login);
    if (authorization === null) return answerOf(first, "login", true);
    return answerOf(await withLogin(authorization), "login", true);
  }
  const granted = await askForToken(client, question, asked.scope, challenge);
  if (granted.status !== 200) return tokenRefusalOf(granted);
  const token = bearer(granted.body);
  return answerOf(await withLogin(token), "access", true);
}

/** `refused` is what a 401 means at this point. */
function answerOf(
  answer: RegistryAnswer,
  refused: RejectedReason,
  asked: boolean,
): PullAnswer {
  const { status } = answer;
  const verdict: PullVerdict =
    status === 200 || status === 404
      ? { kind: "accepted", exists: status === 200, asked }
      : verdictOf(status, { 401: refused, 403: "access" });
  return { verdict, answer };
}

/** Token services refuse a wrong login with 401 or, such as ghcr.io's, 403. */
function tokenRefusalOf(answer: RegistryAnswer): PullAnswer {
  const reasons = { 401: "login", 403: "login" } as const;
  return { verdict: verdictOf(answer.status, reasons), answer };
}

function verdictOf(
  status: number,
  reasons: Readonly<Record<401 | 403, RejectedReason>>,
): PullVerdict {
  if (status === 401 || status === 403)
    return { kind: "rejected", status, reason: reasons[status] };
  if (status === 429) return { kind: "rejected", status, reason: "rate-limit" };
  if (status >= 500) return { kind: "unreachable", reason: "server" };
  const redirected = status >= 300 && status < 400;
  return { kind: "unreachable", reason: redirected ? "redirect" : "answer" };
}
