import { serves, type Credential } from "../../registry/credential.js";
import { expiryOf } from "../../registry/expiry.js";
import { areSpellings, type Lookup } from "../../registry/keyring.js";
import type { NearMiss } from "../../registry/near-misses.js";

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
  /** What is there for the image, and can't be used as it is written. */
  readonly nearMisses: readonly NearMiss[];
}

export function pulledWith(
  { attempts, error }: Lookup,
  nearMisses: readonly NearMiss[],
): PulledWith {
  return {
    served: isServed(attempts),
    attempts: attempts.map(({ secret, key, username }) => ({
      secret,
      key,
      username,
    })),
    error,
    nearMisses,
  };
}

/** What is wrong with an entry, and what to write. */
export function describeMiss({ secret, reason, remedy }: NearMiss): string {
  return `Secret ${secret}: ${reason}; ${remedy}`;
}

export function isServed(attempts: readonly Credential[]): boolean {
  return attempts.some(serves);
}

/** As whom a node logs in, one try after the other. */
export function describeLogins(attempts: readonly Credential[]): string[] {
  return attempts.map((attempt, index) => {
    const before = attempts[index - 1];
    if (before === undefined) return describeLogin(attempt);
    return areSpellings(before, attempt)
      ? `or, in no fixed order, ${describeLogin(attempt)}`
      : `else ${describeLogin(attempt)}`;
  });
}

/** As whom a node logs in, and where it has that from. */
function describeLogin(credential: Credential): string {
  const { secret, key, username, isEmpty } = credential;
  const { username: name, password } = credential.login();
  const login = isEmpty
    ? "with an empty login"
    : [
        name.isEmpty ? "without a user name" : `as ${username}`,
        ...(password.isEmpty ? ["with an empty password"] : []),
      ].join(", ");
  const end = expiryOf(credential.login());
  const until = end === null ? "" : ` until ${end.toISOString()}`;
  return `${login}${until} (Secret ${secret}, ${key})`;
}
