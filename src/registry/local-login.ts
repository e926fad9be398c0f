import { decodeAuthBase64 } from "./base64.js";
import { loginOf, withoutUser, type Login } from "./credential.js";
import { askHelper, type HelperAnswer } from "./credential-helper.js";
import {
  isWholeRegistry,
  keyOfRegistry,
  registryOfKey,
} from "./registry-key.js";
import type { LocalConfig, LocalEntry } from "./local-config.js";

/** A registry, and the login that docker has for it on this machine. */
export type LocalLogin = { readonly registry: string } & (
  | { readonly kind: "login"; readonly login: Login }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly reason: string }
);

/** The login that docker has for a registry: from the helper for it, else from the credentials store, else from the
 *  config itself (docker/cli, cli/config/configfile). An identity token is refused: a node can't use one. */
export async function localLogin(
  config: LocalConfig,
  registry: string,
  ask: (name: string, server: string) => Promise<HelperAnswer> = askHelper,
): Promise<LocalLogin> {
  const helper =
    [...config.credHelpers].find(
      ([key]) => registryOfKey(key) === registry,
    )?.[1] ?? config.credsStore;
  const answer: HelperAnswer =
    helper === null
      ? { kind: "none" }
      : await ask(helper, keyOfRegistry(registry));
  switch (answer.kind) {
    case "login":
      return { registry, kind: "login", login: answer.login };
    case "token":
      return { registry, kind: "refused", reason: tokenReason };
    case "failed":
      return { registry, kind: "refused", reason: answer.reason };
    case "none":
      return { registry, ...loginInFile(config, registry) };
  }
}

const tokenReason =
  "docker holds an identity token for it, which a node can't use: log in with a password or an access token " +
  "(docker login --username), and run this again";

type InFile =
  | { readonly kind: "login"; readonly login: Login }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly reason: string };

function loginInFile({ auths }: LocalConfig, registry: string): InFile {
  const ofHost = auths.filter(
    ([key]) => registryOfKey(key) === registry && isWholeRegistry(key),
  );
  const exact = ofHost.find(([key]) => key === keyOfRegistry(registry));
  const [, entry] = exact ?? ofHost[0] ?? [];
  if (entry === undefined) return partOnly(auths, registry);
  if (entry.identitytoken) return { kind: "refused", reason: tokenReason };
  return readEntry(entry);
}

/** Docker takes a login for a path of a registry, which is not one for all of it. */
function partOnly(auths: LocalConfig["auths"], registry: string): InFile {
  const [key] = auths.find(([key]) => registryOfKey(key) === registry) ?? [];
  return key === undefined
    ? { kind: "none" }
    : {
        kind: "refused",
        reason: `docker's login is for ${withoutUser(key)} only, a part of it: docker login ${registry}`,
      };
}

function readEntry({ auth, username = "", password = "" }: LocalEntry): InFile {
  if (!auth) {
    return username === "" || password === ""
      ? { kind: "none" }
      : { kind: "login", login: loginOf(username, password) };
  }
  const bytes = decodeAuthBase64(auth);
  const colon = bytes?.indexOf(":") ?? -1;
  if (bytes === null || colon <= 0)
    return {
      kind: "refused",
      reason: "its entry in the docker config is malformed: log in again",
    };
  return {
    kind: "login",
    login: loginOf(bytes.subarray(0, colon), bytes.subarray(colon + 1)),
  };
}
