import type { Secret } from "../manifests/objects.js";
import { isObject } from "../config/problems.js";
import { withoutUser, type Login } from "./credential.js";
import { decodeBase64 } from "./base64.js";
import {
  isWholeRegistry,
  keyOfRegistry,
  registryOfKey,
} from "./local-login.js";

export const pullSecretType = "kubernetes.io/dockerconfigjson";

/** A registry, and the login that a Secret is to hold for it. */
export interface RegistryLogin {
  readonly registry: string;
  readonly login: Login;
}

/** The pull secret with these logins, and with the entries of `existing` that are for other registries. */
export function pullSecretWith(
  place: { readonly name: string; readonly namespace: string },
  logins: readonly RegistryLogin[],
  existing: Secret | null = null,
): Secret {
  const auths = Object.fromEntries([
    ...keptEntries(existing, logins),
    ...logins.map(({ registry, login }) => [
      keyOfRegistry(registry),
      { auth: authOf(login) },
    ]),
  ]) as unknown;
  const config = Buffer.from(JSON.stringify({ auths })).toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: place.name, namespace: place.namespace },
    type: pullSecretType,
    data: { [dataKey]: config },
  };
}

/** The keys of `existing` that `pullSecretWith` keeps, for people to read. */
export function keptKeys(
  existing: Secret | null,
  logins: readonly { readonly registry: string }[],
): string[] {
  return keptEntries(existing, logins).map(([key]) => withoutUser(key));
}

const dataKey = ".dockerconfigjson";

function authOf({ username, password }: Login): string {
  const text = Buffer.concat([username, Buffer.from(":"), password]);
  return text.toString("base64");
}

function keptEntries(
  existing: Secret | null,
  logins: readonly { readonly registry: string }[],
): [string, unknown][] {
  const registries = logins.map(({ registry }) => registry);
  return entriesOf(existing?.data?.[dataKey] ?? "").filter(
    ([key]) =>
      !isWholeRegistry(key) || !registries.includes(registryOfKey(key)),
  );
}

/** What can't be read is of no use to anybody, and not kept. */
function entriesOf(data: string): [string, unknown][] {
  try {
    const config: unknown = JSON.parse((decodeBase64(data) ?? "").toString());
    const auths = (config as { auths?: unknown } | null)?.auths;
    return isObject(auths) ? Object.entries(auths) : [];
  } catch {
    // Its message would quote the Secret.
    return [];
  }
}
