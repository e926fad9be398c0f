import { reveal } from "../../src/config/hidden.js";
import type { V1Secret } from "@kubernetes/client-node";
import type { Credential } from "../../src/registry/credential.js";
import { parseImageReference } from "../../src/registry/image-reference.js";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";

/** What an image is pulled with, or what the lookup fails at. Names and passwords are base64: they can be any bytes. */
export interface Answer {
  readonly failed?: "image" | "secrets";
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly secret: string;
  readonly username: string;
  readonly password: string;
}

/** Our answer, and for each of its attempts the group that it belongs to: the order within a group is not fixed. */
export function answer(
  secrets: readonly V1Secret[],
  image: string,
): { answer: Answer; groups: string[] } {
  const keyring = makeKeyring(secrets);
  const { attempts, error } = lookUp(keyring, image);
  if (error !== null) {
    const failed = parseImageReference(image) === null ? "image" : "secrets";
    return { answer: { failed, attempts: [] }, groups: [] };
  }
  const registryOf = new Map(
    keyring.entries.flatMap(({ registry, credentials }) =>
      credentials.map((credential) => [credential, registry] as const),
    ),
  );
  return {
    answer: { attempts: attempts.map(attempt) },
    groups: attempts.map((credential) =>
      JSON.stringify([credential.secret, registryOf.get(credential)]),
    ),
  };
}

/** The answer with each group in an order of its own, for comparison. */
export function inOrder(
  { attempts, ...rest }: Answer,
  groups: readonly string[],
): Answer {
  const sorted = attempts
    .map((attempt, index) => ({ attempt, index, group: groups[index] ?? "" }))
    .sort((one, other) => {
      const text = JSON.stringify(one.attempt) < JSON.stringify(other.attempt);
      return one.group === other.group
        ? text
          ? -1
          : 1
        : one.index - other.index;
    });
  return { ...rest, attempts: sorted.map(({ attempt }) => attempt) };
}

function attempt({ secret, login }: Credential): Attempt {
  const { username, password } = login();
  return {
    secret,
    username: reveal(username).toString("base64"),
    password: reveal(password).toString("base64"),
  };
}

/** An answer as a case states it. */
export function readable({
  failed,
  attempts,
}: Answer): readonly string[] | string {
  return (
    failed ??
    attempts.map(
      ({ username, password }) =>
        `${Buffer.from(username, "base64").toString()}:${Buffer.from(password, "base64").toString()}`,
    )
  );
}
