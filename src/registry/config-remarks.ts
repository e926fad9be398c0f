import type { Secret } from "../manifests/objects.js";
import { decodeBase64 } from "./base64.js";
import { withoutUser } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";
import { membersOf, readJson } from "./go-json.js";

/** Something in a docker config that docker understands and a node doesn't, or not in the same way. */
export type ConfigRemark =
  /** Logins come from a program: a node runs none. */
  | { readonly kind: "credHelpers" | "credsStore" }
  /** A node has no use for the token: where it stands alone, the entry is an empty one. */
  | { readonly kind: "identitytoken"; readonly key: string }
  /** Neither name nor password: a node still logs in with it, in place of pulling anonymously. */
  | { readonly kind: "empty"; readonly key: string }
  /** Docker Hub's images have the name `docker.io`, so no entry for its registry's host is for them. */
  | { readonly kind: "hub-host"; readonly key: string };

/** What a user should know of the docker config that a Secret holds. Empty for a Secret that a node can't read or takes
 *  no notice of. Field names count in any case, as for the kubelet. */
export function remarksOn(secret: Secret): ConfigRemark[] {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return [];
  const isOlder = secret.type === "kubernetes.io/dockercfg";
  const dataKey = isOlder ? ".dockercfg" : ".dockerconfigjson";
  const bytes = decodeBase64(secret.data?.[dataKey] ?? "") ?? Buffer.alloc(0);
  const json = readJson(bytes) ?? "null";
  const top = fieldsOf(json);
  const remarks: ConfigRemark[] = [];
  for (const kind of ["credHelpers", "credsStore"] as const) {
    const name = kind.toLowerCase();
    if (!isOlder && top.some((field) => isGiven(field, name)))
      remarks.push({ kind });
  }
  const entries = isOlder
    ? membersOrNone(json)
    : top
        .filter(({ name }) => name === "auths")
        .flatMap(({ value }) => membersOrNone(value));
  const withToken = new Set(
    entries
      .filter(({ value }) =>
        fieldsOf(value).some((field) => isGiven(field, "identitytoken")),
      )
      .map(({ name }) => name),
  );
  for (const [name, { username, password }] of config.logins) {
    const key = withoutUser(name);
    const isEmpty = username.isEmpty && password.isEmpty;
    if (withToken.has(name)) remarks.push({ kind: "identitytoken", key });
    else if (isEmpty) remarks.push({ kind: "empty", key });
    if (/^(https?:\/\/)?registry-1\.docker\.io(\/|$)/.test(name))
      remarks.push({ kind: "hub-host", key });
  }
  return remarks;
}

interface Field {
  readonly name: string;
  readonly value: string;
}

function fieldsOf(json: string): Field[] {
  return membersOrNone(json).map(({ name, value }) => ({
    name: name.toLowerCase(),
    value,
  }));
}

function membersOrNone(json: string): Field[] {
  return json.startsWith("{") ? membersOf(json) : [];
}

function isGiven({ name, value }: Field, wanted: string): boolean {
  return name === wanted && !["null", '""', "{}"].includes(value);
}
