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
    username: login.username.toString(),
    isEmpty: login.username.length === 0 && login.password.length === 0,
    login: () => login,
  };
}

/** A node takes no notice of user and password in a key, and they may be real ones. */
export function withoutUser(key: string): string {
  return key.replace(/^(https?:\/\/)?[^/]*@/, "$1***@");
}
