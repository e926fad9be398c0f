import type { Credential } from "../../registry/credential.js";
import type { Lookup } from "../../registry/keyring.js";

/** What a node pulls an image with, as `check -o json` prints it. */
export interface PulledWith {
  /** Whether one of the attempts has a login. */
  readonly served: boolean;
  readonly attempts: readonly {
    readonly secret: string;
    readonly key: string;
    readonly username: string;
  }[];
  readonly error: string | null;
}

export function pulledWith({ attempts, error }: Lookup): PulledWith {
  return {
    served: isServed(attempts),
    attempts: attempts.map(({ secret, key, username }) => ({
      secret,
      key,
      username,
    })),
    error,
  };
}

export function isServed(attempts: readonly Credential[]): boolean {
  return attempts.some(({ isEmpty }) => !isEmpty);
}

/** As whom a node logs in, and where it has that from. */
export function describeLogin(credential: Credential): string {
  const { secret, key, username, isEmpty } = credential;
  const login = isEmpty ? "with an empty login" : `as ${username}`;
  return `${login} (Secret ${secret}, ${key})`;
}
