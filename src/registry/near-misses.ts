import type { Secret } from "../manifests/objects.js";
import {
  configText,
  fieldsOf,
  isGiven,
  membersOrNone,
} from "./config-fields.js";
import { remarksOn } from "./config-remarks.js";
import { endsWithLineBreak, withoutUser } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";
import { parseImageReference, type ImageReference } from "./image-reference.js";
import { isFor, lookUp, makeKeyring, secretName } from "./keyring.js";
import { keyOfRegistry } from "./registry-key.js";
import { misplacedConfig } from "./misplaced-config.js";
import { nearKey } from "./near-key.js";

/** What a Secret has for an image that a node can't use, or not as it was meant, and what to write. */
export interface NearMiss {
  readonly secret: string;
  /** The entry, as it stands in the docker config; null where it is about all of the Secret. */
  readonly key: string | null;
  readonly reason: string;
  readonly remedy: string;
  /** The key to write; null where the key is not what is wrong. */
  readonly write: string | null;
}

type Miss = Omit<NearMiss, "secret">;

/** Why the Secrets of a pod give a node no login for an image, though one was probably meant to: the nearest thing in
 *  each Secret. Of an image that a login is for: which of them can't be right. Empty where nothing comes near, and where
 *  a node does not even try. No piece of a login is in it. */
export function nearMisses(
  secrets: readonly Secret[],
  image: string,
): NearMiss[] {
  const reference = parseImageReference(image);
  const { attempts, error } = lookUp(makeKeyring(secrets), image);
  if (reference === null || error !== null) return [];
  const broken = attempts.filter(({ login }) => endsWithLineBreak(login()));
  if (attempts.some(({ isEmpty }) => !isEmpty))
    return broken.map(({ secret, key }) => ({ secret, ...lineBreakIn(key) }));
  return secrets.flatMap((secret, index) => {
    const miss = nearestIn(secret, reference, image);
    return miss === null
      ? []
      : [{ secret: secretName(secret, index), ...miss }];
  });
}

function nearestIn(
  secret: Secret,
  reference: ImageReference,
  image: string,
): Miss | null {
  return (
    emptyEntry(secret, reference) ??
    nearestKey(secret, reference) ??
    helperFor(secret, reference) ??
    misplacedConfig(secret, image) ??
    storeFor(secret, reference)
  );
}

function lineBreakIn(key: string): Miss {
  return {
    key,
    reason: `the login of the entry ${key} ends with a line break, which a node sends with it`,
    remedy: "take it out: printf %s writes none where echo does",
    write: null,
  };
}

/** A node logs in with an entry that is there, though it is empty. */
function emptyEntry(secret: Secret, reference: ImageReference): Miss | null {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return null;
  const key = [...config.logins.keys()].find((each) => isFor(each, reference));
  if (key === undefined) return null;
  const shown = withoutUser(key);
  return {
    key: shown,
    reason: `the entry ${shown} ${whyEmpty(secret, shown, reference)}`,
    remedy: `put name and password into it: ${create(reference)}`,
    write: null,
  };
}

function whyEmpty(
  secret: Secret,
  key: string,
  reference: ImageReference,
): string {
  const remarks = remarksOn(secret);
  if (remarks.some((one) => one.kind === "identitytoken" && one.key === key))
    return "holds an identity token, which a node can't use";
  const field = helperFor(secret, reference)
    ? "credHelpers"
    : storeFor(secret, reference) && "credsStore";
  if (field === null) return "holds no login";
  return `is empty, as its login is in a program that ${field} names, and a node runs none`;
}

function nearestKey(secret: Secret, reference: ImageReference): Miss | null {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return null;
  const near = [...config.logins].flatMap(([key, login]) => {
    if (login.username.isEmpty && login.password.isEmpty) return [];
    const found = nearKey(key, reference);
    return found === null ? [] : [{ key: withoutUser(key), ...found }];
  });
  const [nearest] = near.sort((one, other) => one.distance - other.distance);
  if (nearest === undefined) return null;
  const { key, reason, write } = nearest;
  return {
    key,
    reason: `the entry ${key} is not for it: ${reason}`,
    remedy: `write ${write}`,
    write,
  };
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
