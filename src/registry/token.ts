import { hide, type Hidden } from "../config/hidden.js";
import { textOf, type Outside } from "../config/outside.js";
import type { Challenge } from "./challenge.js";
import { encodeLogin, isUsable, type Login } from "./credential.js";
import {
  UnreachableError,
  type RegistryAnswer,
  type RegistryClient,
} from "./http.js";
import { isLoopback } from "./loopback.js";

/** Who asks which registry. */
export interface LoginQuestion {
  /** The registry's address, as `registryAddress` has it. */
  readonly registry: URL;
  /** Null: anonymously. */
  readonly login: Login | null;
}

/** Asks the token service that a Bearer challenge names. Null for a scope: for a token that allows nothing. */
export function askForToken(
  client: RegistryClient,
  { registry, login }: LoginQuestion,
  scope: string | null,
  { realm, service }: Challenge,
): Promise<RegistryAnswer> {
  const address = realm === undefined ? "" : textOf(realm);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new UnreachableError("answer");
  const isInClear = url.protocol === "http:";
  if (isInClear && !(registry.protocol === "http:" && isLoopback(url)))
    throw new UnreachableError("insecure");
  if (service !== undefined) url.searchParams.set("service", textOf(service));
  if (scope !== null) url.searchParams.set("scope", scope);
  const authorization = basic(login);
  return client.ask({
    method: "GET",
    url,
    ...(authorization !== null && { authorization }),
  });
}

/** The header of a login. Null where containerd sends none: for an anonymous pull, and for a login without name or
 *  password. */
export function basic(login: Login | null): Hidden | null {
  return login !== null && isUsable(login)
    ? hide(`Basic ${encodeLogin(login)}`)
    : null;
}

/** The header of the token in a token service's answer. Throws UnreachableError where there is none. */
export function bearer(body: Outside): Hidden {
  let answer: { token?: unknown; access_token?: unknown } | null;
  try {
    answer = JSON.parse(textOf(body)) as typeof answer;
  } catch {
    throw new UnreachableError("answer");
  }
  const token = answer?.access_token || answer?.token;
  // Anything else could be no header.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new UnreachableError("answer");
  return hide(`Bearer ${token}`);
}
