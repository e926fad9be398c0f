import type { Secret } from "../manifests/objects.js";
import {
  configText,
  fieldsOf,
  isGiven,
  membersOrNone,
} from "./config-fields.js";
import { endsWithLineBreak, isUsable, withoutUser } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";

/** Something in a docker config that docker understands and a node doesn't, or not in the same way. */
export type ConfigRemark =
  /** Logins come from a program: a node runs none. */
  | { readonly kind: "credHelpers" | "credsStore" }
  /** A token without a login, which a node has no use for. */
  | { readonly kind: "identitytoken"; readonly key: string }
  /** Neither name nor password: a node still logs in with it, in place of pulling anonymously. */
  | { readonly kind: "empty"; readonly key: string }
  /** One of the two without the other: containerd does not log in with it, and registries refuse it. */
  | { readonly kind: "no-password" | "no-name"; readonly key: string }
  /** Name or password end with a line break, which a node sends along. */
  | { readonly kind: "line-break"; readonly key: string }
  /** Docker Hub's images have the name `docker.io`, so no entry for its registry's host is for them. */
  | { readonly kind: "hub-host"; readonly key: string };

/** What a user should know of the docker config that a Secret holds. Empty for a Secret that a node can't read or takes
 *  no notice of. Field names count in any case, as for the kubelet. */
export function remarksOn(secret: Secret): ConfigRemark[] {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return [];
  const isOlder = secret.type === "kubernetes.io/dockercfg";
  const json = configText(secret, isOlder ? ".dockercfg" : ".dockerconfigjson");
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
  for (const [name, login] of config.logins) {
    const { username, password } = login;
    const key = withoutUser(name);
    if (!isUsable(login)) {
      if (withToken.has(name)) remarks.push({ kind: "identitytoken", key });
      else if (!username.isEmpty) remarks.push({ kind: "no-password", key });
      else if (!password.isEmpty) remarks.push({ kind: "no-name", key });
      else remarks.push({ kind: "empty", key });
    }
    if (endsWithLineBreak(login)) remarks.push({ kind: "line-break", key });
    if (/^(https?:\/\/)?registry-1\.docker\.io(\/|$)/.test(name))
      remarks.push({ kind: "hub-host", key });
  }
  return remarks;
}
