import type { Challenge } from "./challenge.js";
import type { Login } from "./credential.js";
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
  { realm = "", service }: Challenge,
): Promise<RegistryAnswer> {
  const url = URL.canParse(realm) ? new URL(realm) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new UnreachableError("answer");
  const isInClear = url.protocol === "http:";
  if (isInClear && !(registry.protocol === "http:" && isLoopback(url)))
    throw new UnreachableError("insecure");
  if (service !== undefined) url.searchParams.set("service", service);
  if (scope !== null) url.searchParams.set("scope", scope);
  const authorization = basic(login);
  return client.ask({
    method: "GET",
    url,
    ...(authorization !== null && { headers: { authorization } }),
  });
}

/** Null where containerd sends none: for an anonymous pull, and for a login without name or password. */
export function basic(login: Login | null): string | null {
  if (!login?.username.length || !login.password.length) return null;
  const { username, password } = login;
  const text = Buffer.concat([username, Buffer.from(":"), password]);
  return `Basic ${text.toString("base64")}`;
}

/** The token in a token service's answer. Throws UnreachableError where there is none. */
export function tokenIn(body: string): string {
  let answer: { token?: unknown; access_token?: unknown } | null;
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    throw new UnreachableError("answer");
  }
  const token = answer?.access_token || answer?.token;
  // Anything else could be no header.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new UnreachableError("answer");
  return token;
}
