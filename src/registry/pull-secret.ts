import type { Secret } from "../manifests/objects.js";
import { encodeLogin, withoutUser, type Login } from "./credential.js";
import { decodeBase64 } from "./base64.js";
import { membersOf, readJson, type Member } from "./go-json.js";
import {
  isWholeRegistry,
  keyOfRegistry,
  registryOfKey,
} from "./registry-key.js";

export const pullSecretType = "kubernetes.io/dockerconfigjson";

/** A registry, and the login that a Secret is to hold for it. */
export interface RegistryLogin {
  readonly registry: string;
  readonly login: Login;
}

/** The pull secret with these logins, and with all that `existing` holds but the logins for these registries: other
 *  registries' entries, other fields of their own entries, and what docker, builders and other clients read there
 *  (`credHelpers`, `HttpHeaders`). */
export function pullSecretWith(
  place: { readonly name: string; readonly namespace: string },
  logins: readonly RegistryLogin[],
  existing: Secret | null = null,
): Secret {
  const { others, entries, replaced } = keptOf(existing, logins);
  const auths = [
    ...entries,
    ...logins.map(({ registry, login }) => ({
      name: keyOfRegistry(registry),
      value: objectOf([
        { name: "auth", value: JSON.stringify(encodeLogin(login)) },
        ...replaced
          .filter(({ name }) => registryOfKey(name) === registry)
          .flatMap(({ value }) => members(value))
          .filter(({ name }) => !loginFields.includes(name.toLowerCase())),
      ]),
    })),
  ];
  const json = objectOf([...others, { name: "auths", value: objectOf(auths) }]);
  const config = Buffer.from(json).toString("base64");
  const { uid, resourceVersion } = existing?.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: place.name,
      namespace: place.namespace,
      // The API server refuses it where somebody else has changed or deleted the Secret since (Kubernetes, optimistic
      // locking and server-side apply).
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
    },
    type: pullSecretType,
    data: { [dataKey]: config },
  };
}

/** What an entry can hold a login in (docker/cli, cli/config/types). */
const loginFields = [
  "auth",
  "username",
  "password",
  "identitytoken",
  "registrytoken",
];

/** The keys of `existing` that `pullSecretWith` keeps, for people to read. */
export function keptKeys(
  existing: Secret | null,
  logins: readonly { readonly registry: string }[],
): string[] {
  return keptOf(existing, logins).entries.map(({ name }) => withoutUser(name));
}

const dataKey = ".dockerconfigjson";

interface Kept {
  /** Fields of the docker config beside the logins. */
  readonly others: readonly Member[];
  readonly entries: readonly Member[];
  /** Entries whose login is replaced. */
  readonly replaced: readonly Member[];
}

/** What can't be read is of no use to anybody, and not kept. A node knows the field `auths` in any case. */
function keptOf(
  existing: Secret | null,
  logins: readonly { readonly registry: string }[],
): Kept {
  const registries = logins.map(({ registry }) => registry);
  const bytes = decodeBase64(existing?.data?.[dataKey] ?? "");
  const fields = members((bytes && readJson(bytes)) ?? "");
  const isAuths = ({ name }: Member) => name.toLowerCase() === "auths";
  const all = fields.filter(isAuths).flatMap(({ value }) => members(value));
  const isReplaced = ({ name }: Member) =>
    isWholeRegistry(name) && registries.includes(registryOfKey(name));
  return {
    others: fields.filter((field) => !isAuths(field)),
    entries: all.filter((entry) => !isReplaced(entry)),
    replaced: all.filter(isReplaced),
  };
}

function members(json: string): Member[] {
  return json.startsWith("{") ? membersOf(json) : [];
}

function objectOf(fields: readonly Member[]): string {
  return `{${fields.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
