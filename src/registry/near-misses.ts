import type { Secret } from "../manifests/objects.js";
import {
  configText,
  fieldsOf,
  isGiven,
  membersOrNone,
} from "./config-fields.js";
import {
  isUsable,
  serves,
  withoutUser,
  type Credential,
} from "./credential.js";
import { readDockerConfig } from "./docker-config.js";
import { parseImageReference, type ImageReference } from "./image-reference.js";
import { faultsOf, type EntryFault } from "./entry-faults.js";
import { isFor, lookUp, makeKeyring, secretName } from "./keyring.js";
import { keyOfRegistry } from "./registry-key.js";
import { misplacedConfig } from "./misplaced-config.js";
import { nearKey, type NearKey } from "./near-key.js";

/** What a Secret has for an image that a node can't use, or not as it was meant, and what to write. */
export interface NearMiss {
  readonly secret: string;
  /** The entry, as it stands in the docker config; null where it is about all of the Secret. */
  readonly key: string | null;
  readonly reason: string;
  readonly remedy: string;
  /** The key that would be for the image; null where the key is not what is wrong. */
  readonly write: string | null;
}

type Miss = Omit<NearMiss, "secret">;

/** Why the Secrets of a pod give a node no login for an image, though one was probably meant to: the nearest thing in
 *  each Secret. Of an image that a login is for: what is wrong with those that a node tries. Empty where nothing comes
 *  near, and where a node does not even try. No piece of a login is in it. */
export function nearMisses(
  secrets: readonly Secret[],
  image: string,
  now: Date = new Date(),
): NearMiss[] {
  const reference = parseImageReference(image);
  const { attempts, error } = lookUp(makeKeyring(secrets), image);
  if (reference === null || error !== null) return [];
  return secrets.flatMap((secret, index) => {
    const name = secretName(secret, index);
    const tried = attempts.filter((attempt) => attempt.secret === name);
    const misses = attempts.some(serves)
      ? faultsIn(secret, tried, now)
      : [nearestIn(secret, reference, image, now) ?? []].flat();
    return misses.map((miss) => ({ secret: name, ...miss }));
  });
}

/** What is wrong with the entries of a Secret that a node tries. */
function faultsIn(
  secret: Secret,
  tried: readonly Credential[],
  now: Date,
): Miss[] {
  const faults = faultsOf(secret, now).filter(
    ({ kind }) => kind !== "hub-host",
  );
  return tried.flatMap(({ key }) =>
    faults
      .filter((fault) => fault.key === key)
      .map(({ reason, remedy }) => ({ key, reason, remedy, write: null })),
  );
}

function nearestIn(
  secret: Secret,
  reference: ImageReference,
  image: string,
  now: Date,
): Miss | null {
  return (
    emptyEntry(secret, reference, now) ??
    nearestKey(secret, reference, image) ??
    helperFor(secret, reference) ??
    misplacedConfig(secret, image) ??
    storeFor(secret, reference)
  );
}

/** A node takes an entry that is there, though it can't log in with it. */
function emptyEntry(
  secret: Secret,
  reference: ImageReference,
  now: Date,
): Miss | null {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return null;
  const key = [...config.logins.keys()].find((each) => isFor(each, reference));
  if (key === undefined) return null;
  const shown = withoutUser(key);
  return {
    key: shown,
    reason:
      faultsOf(secret, now).find(
        (fault) => fault.key === shown && whyUnusable.includes(fault.kind),
      )?.reason ?? `the entry ${shown} ${whyEmpty(secret, reference)}`,
    remedy: `put name and password into it: ${create(reference)}`,
    write: null,
  };
}

const whyUnusable: readonly EntryFault["kind"][] = [
  "identitytoken",
  "no-password",
  "no-name",
];

function whyEmpty(secret: Secret, reference: ImageReference): string {
  const field = helperFor(secret, reference)
    ? "credHelpers"
    : storeFor(secret, reference) && "credsStore";
  if (field === null) return "holds no login";
  return `is empty, as its login is in a program that ${field} names, and a node runs none`;
}

function nearestKey(
  secret: Secret,
  reference: ImageReference,
  image: string,
): Miss | null {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return null;
  const near = [...config.logins].flatMap(([key, login]) => {
    if (!isUsable(login)) return [];
    const found = nearKey(key, reference);
    return found === null ? [] : [{ key: withoutUser(key), ...found }];
  });
  const [nearest] = near.sort((one, other) => one.distance - other.distance);
  if (nearest === undefined) return null;
  const { key, reason, write } = nearest;
  return {
    key,
    reason: `the entry ${key} is not for it: ${reason}`,
    remedy: remedyFor(nearest, reference, image),
    write,
  };
}

/** Where it lies at the port, the image's name may be wrong as well as the key. */
function remedyFor(
  { write, port }: NearKey,
  { domain }: ImageReference,
  image: string,
): string {
  if (port === null) return `write ${write}`;
  const [, host = domain, own = "443"] =
    /^(.*?)(?::(\d+))?$/.exec(domain) ?? [];
  const named = `${host}:${port}${image.slice(domain.length)}`;
  return `write ${write} if its registry is at port ${own}; if it is at ${port}, name the image ${named}`;
}

function fieldIn(secret: Secret, name: string): string | null {
  if (secret.type !== "kubernetes.io/dockerconfigjson") return null;
  const fields = fieldsOf(configText(secret, ".dockerconfigjson"));
  const field = fields.find((each) => isGiven(each, name.toLowerCase()));
  return field?.value ?? null;
}

function helperFor(secret: Secret, reference: ImageReference): Miss | null {
  const helpers = membersOrNone(fieldIn(secret, "credHelpers") ?? "null");
  const helper = helpers.find(
    ({ name }) => isFor(name, reference) || nearKey(name, reference) !== null,
  );
  if (helper === undefined) return null;
  const key = withoutUser(helper.name);
  return byProgram(key, `credHelpers names a program for ${key}`, reference);
}

function storeFor(secret: Secret, reference: ImageReference): Miss | null {
  return fieldIn(secret, "credsStore") === null
    ? null
    : byProgram(null, "credsStore names a program for all logins", reference);
}

function byProgram(
  key: string | null,
  fact: string,
  reference: ImageReference,
): Miss {
  return {
    key,
    reason: `${fact}, and a node runs none`,
    remedy: `put name and password under auths: ${create(reference)}`,
    write: keyOfRegistry(reference.domain),
  };
}

function create({ domain }: ImageReference): string {
  return `garden-pull-secrets create --registry ${domain}`;
}
