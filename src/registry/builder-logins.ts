import { decodeBase64 } from "./base64.js";
import type { BuilderConfig } from "./builder-config.js";
import { fieldName } from "./docker-config.js";

type Merged = Extract<BuilderConfig, { kind: "config" }>;

/** Whether each entry holds a login for docker's own reader, which buildkit and kaniko have (docker/cli,
 *  cli/config/configfile). Null where it reads none, because of one of them. */
export function loginsForDocker({
  auths,
  credHelpers,
}: Merged): boolean[] | null {
  if (!Object.values(credHelpers).every(isText)) return null;
  const entries = Object.values(auths).map((entry) => {
    const fields = textsOf(entry, dockerFields);
    if (fields === null) return null;
    const auth = fields.get("auth") ?? "";
    const login = decodeAuth(auth);
    if (auth !== "" && !login?.username) return null;
    const username = login?.username ?? fields.get("username") ?? "";
    const password = login?.password ?? fields.get("password") ?? "";
    return (
      (username !== "" && password !== "") ||
      tokens.some((token) => (fields.get(token) ?? "") !== "")
    );
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}

const tokens = ["identitytoken", "registrytoken"];
const dockerFields = [
  "username",
  "password",
  "email",
  "serveraddress",
  "auth",
  ...tokens,
];

/** The same for skopeo (containers/image, pkg/docker/config), which knows no user, password or
 *  identity token without `auth`. */
export function loginsForSkopeo({
  auths,
  credHelpers,
}: Merged): boolean[] | null {
  if (!Object.values(credHelpers).every(isText)) return null;
  const entries = Object.values(auths).map((entry) => {
    const fields = textsOf(entry, ["auth", "identitytoken"]);
    if (fields === null) return null;
    const login = decodeAuth(fields.get("auth") ?? "");
    const isLogin = !!login?.username && !!login.password;
    const hasToken = login !== null && !!fields.get("identitytoken");
    return isLogin || hasToken;
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}

function isText(value: unknown): boolean {
  return value === null || typeof value === "string";
}

/** The fields of an entry by their names in small letters; null where Go can't read it (encoding/json). */
function textsOf(
  entry: unknown,
  known: readonly string[],
): Map<string, string> | null {
  const fields = new Map<string, string>();
  if (entry === null) return fields;
  if (typeof entry !== "object" || Array.isArray(entry)) return null;
  for (const [name, value] of Object.entries(entry) as [string, unknown][]) {
    const field = fieldName(name);
    if (!known.includes(field) || value === null) continue;
    if (typeof value !== "string") return null;
    fields.set(field, value);
  }
  return fields;
}

function decodeAuth(
  auth: string,
): { readonly username: string; readonly password: string } | null {
  const text = decodeBase64(auth)?.toString() ?? "";
  const colon = text.indexOf(":");
  return colon < 0
    ? null
    : {
        username: text.slice(0, colon),
        password: text.slice(colon + 1).replace(/^\0+|\0+$/g, ""),
      };
}
