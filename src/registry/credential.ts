import { createHmac, randomBytes } from "node:crypto";
import { hide, reveal, type Hidden } from "../config/hidden.js";
import { printable } from "../config/printable.js";
import { decodeText } from "./redact/decoded-text.js";
import { redact } from "./redact/redact.js";
import { looksSecret } from "./redact/secret-shapes.js";

/** A user's name and password: any bytes. */
export interface Login {
  readonly username: Hidden;
  readonly password: Hidden;
}

export function loginOf(
  username: Buffer | string,
  password: Buffer | string,
): Login {
  return { username: hide(username), password: hide(password) };
}

/** Whether containerd logs in with it: it does not without a name, or without a password. */
export function isUsable({ username, password }: Login): boolean {
  return !username.isEmpty && !password.isEmpty;
}

/** Whether the name or the password ends with a line break, as `echo` adds one: a node sends it along. */
export function endsWithLineBreak({ username, password }: Login): boolean {
  return [username, password].some((part) =>
    ["\n", "\r"].includes(reveal(part).toString("latin1").slice(-1)),
  );
}

/** `user:password` in base64, as an Authorization header and a docker config hold it. */
export function encodeLogin({ username, password }: Login): string {
  const text = [reveal(username), Buffer.from(":"), reveal(password)];
  return Buffer.concat(text).toString("base64");
}

const idKey = randomBytes(32);

/** Tells logins apart in this process, and nothing about them. */
export function loginId(login: Login): string {
  return createHmac("sha256", idKey).update(encodeLogin(login)).digest("hex");
}

/** What one entry of a Secret lets a node log in with, and where it comes from. The password is in none of its fields:
 *  printing the object, or making JSON of it, shows none. */
export interface Credential {
  /** The Secret: its namespace and name, its name, or `#n` for the n-th of those that were given. */
  readonly secret: string;
  /** The key of the entry, as it stands in the docker config; what stands before an `@` is hidden. */
  readonly key: string;
  /** `***` where it is a secret itself. */
  readonly username: string;
  /** Neither name nor password: a node still logs in with it, and is refused. */
  readonly isEmpty: boolean;
  /** What a node logs in with. */
  readonly login: () => Login;
}

/** Whether a node can log in with it. */
export function serves({ login }: Credential): boolean {
  return isUsable(login());
}

/** Makes a credential whose login can't be printed by accident. */
export function credential(
  source: { readonly secret: string; readonly key: string },
  login: Login,
): Credential {
  return {
    secret: source.secret,
    key: withoutUser(source.key),
    username: shownUser(login),
    isEmpty: login.username.isEmpty && login.password.isEmpty,
    login: () => login,
  };
}

/** A key of a docker config, for people to read. A node takes no notice of user and password in it, and they may be real
 *  ones: what stands before the last `@` is hidden, a `/` in it or not, up to a scheme; so are a query and a fragment, and
 *  what looks like a secret in the rest. */
export function withoutUser(key: string): string {
  const [, scheme = "", user, address = "", query = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)?(.*@)?([^?#]*)(.*)$/is.exec(key) ?? [];
  return [
    scheme,
    user === undefined ? "" : "***@",
    printable(redact(address)),
    query === "" ? "" : `${query.charAt(0)}***`,
  ].join("");
}

/** A user's name, for people to read. Where registries take an access token in its place (DigitalOcean's takes it as both
 *  name and password), it is hidden. */
export function shownUser({ username, password }: Login): string {
  const name = reveal(username).toString();
  // Harbor sets this before the names of robot accounts, which are no secrets, but made of parts that some programs draw.
  const parts = name.startsWith("robot$")
    ? name.slice("robot$".length).split(/[-+._]/)
    : [name];
  const isSecret =
    (!password.isEmpty && reveal(username).includes(reveal(password))) ||
    parts.some((part) => looksSecret(decodeText(part).text));
  return isSecret ? "***" : name;
}
