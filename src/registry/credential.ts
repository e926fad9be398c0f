import { tokenPrefixes } from "./redact/token-shapes.js";

/** A user's name and password, as bytes: a Secret may hold any. */
export interface Login {
  readonly username: Buffer;
  readonly password: Buffer;
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
  /** Hands the login out. Never print what it returns. */
  readonly login: () => Login;
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
    isEmpty: login.username.length === 0 && login.password.length === 0,
    login: () => login,
  };
}

/** A key of a docker config, for people to read. A node takes no notice of user and password in it, and they may be real
 *  ones: what stands before the last `@` is hidden, a `/` in it or not, up to a scheme; so are a query and a fragment. */
export function withoutUser(key: string): string {
  return key
    .replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, "$1***@")
    .replace(/([?#]).*/s, "$1***");
}

/** A user's name, for people to read. Where registries take an access token in its place (DigitalOcean's takes it as both
 *  name and password), it is hidden. */
export function shownUser({ username, password }: Login): string {
  const isSecret =
    username.length > 0 &&
    (username.equals(password) || token.test(username.toString()));
  return isSecret ? "***" : username.toString();
}

const token = new RegExp(`^(?:${tokenPrefixes}|eyJ)[\\w.-]{8,}`);
