import type { Secret } from "../manifests/objects.js";
import { credential, type Credential } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";
import { matchesLabel } from "./glob.js";
import { parseAddress, splitHost, type Address } from "./go-url.js";
import { parseImageReference, type ImageReference } from "./image-reference.js";

/** The credentials of some Secrets, as a node keeps them for the pulls of one pod. */
export interface Keyring {
  /** By the registry that they are for, in the order in which a node tries them. */
  readonly entries: readonly KeyringEntry[];
  /** Secrets that a node takes no notice of, each with the reason. */
  readonly ignored: readonly SecretRemark[];
  /** Secrets that a node can't read: with one of them, no image of the pod is pulled. */
  readonly broken: readonly SecretRemark[];
}

/** A Secret that gives a node nothing, and why; no piece of its content. */
export interface SecretRemark {
  readonly secret: string;
  readonly reason: string;
}

/** One registry's credentials: those of earlier Secrets first. Of one Secret there are several where its keys are
 *  spellings of one registry; a node tries these in no fixed order. */
export interface KeyringEntry {
  readonly registry: string;
  /** What images it is for; null where no image can match. */
  readonly pattern: Address | null;
  readonly credentials: readonly Credential[];
}

/** What a node does to pull an image: it tries each of `attempts` in turn, or pulls anonymously where there is none;
 *  or it does not even try, because of `error`. */
export interface Lookup {
  readonly attempts: readonly Credential[];
  readonly error: string | null;
}

/** Makes the keyring of Secrets in the order in which the pod names them (Kubernetes, pkg/credentialprovider). */
export function makeKeyring(secrets: readonly Secret[]): Keyring {
  const byRegistry = new Map<string, Credential[]>();
  const ignored: SecretRemark[] = [];
  const broken: SecretRemark[] = [];
  for (const [index, secret] of secrets.entries()) {
    const name = secretName(secret, index);
    const config = readDockerConfig(secret);
    if (config.kind !== "logins") {
      const remarks = config.kind === "ignored" ? ignored : broken;
      remarks.push({ secret: name, reason: config.reason });
      continue;
    }
    for (const [key, login] of config.logins) {
      const registry = registryOf(key);
      if (registry === null) continue;
      const credentials = byRegistry.get(registry) ?? [];
      credentials.push(credential({ secret: name, key }, login));
      byRegistry.set(registry, credentials);
    }
  }
  // Most specific first, more or less: the kubelet sorts by bytes, backwards. These are byte strings.
  const entries = [...byRegistry]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([registry, credentials]) => ({
      registry,
      pattern: parseAddress(registry),
      credentials,
    }));
  return { entries, ignored, broken };
}

/** Looks up what a node pulls `image` with. In: the reference as the pod holds it. */
export function lookUp(keyring: Keyring, image: string): Lookup {
  const reference = parseImageReference(image);
  if (reference === null) return failed("this is no valid image name");
  if (keyring.broken.length > 0)
    return failed(
      keyring.broken
        .map(({ secret, reason }) => `Secret ${secret}: ${reason}`)
        .join("; "),
    );
  const target = parseAddress(reference.name);
  const matching = keyring.entries.filter(
    ({ pattern }) =>
      pattern !== null && target !== null && matches(pattern, target),
  );
  const entries =
    matching.length > 0 || !fallsBackToHub(reference.name)
      ? matching
      : keyring.entries.filter(({ registry }) => registry === hubKeyHost);
  return {
    attempts: entries.flatMap(({ credentials }) => credentials),
    error: null,
  };
}

/** Whether two credentials are one Secret's for one registry, under two spellings of its key: a node tries such in no fixed
 *  order. */
export function areSpellings(one: Credential, other: Credential): boolean {
  return (
    one.secret === other.secret && registryOf(one.key) === registryOf(other.key)
  );
}

/** Whether an entry with this key is for an image, where no other entry is. */
export function isFor(key: string, image: ImageReference): boolean {
  const registry = registryOf(key);
  const target = parseAddress(image.name);
  const pattern = registry === null ? null : parseAddress(registry);
  if (registry === hubKeyHost && fallsBackToHub(image.name)) return true;
  return pattern !== null && target !== null && matches(pattern, target);
}

/** What is left of the key for Docker Hub, as `registryOf` reads it. Where no other key matches, it is for images of Docker
 *  Hub, whose names begin with `docker.io`. */
const hubKeyHost = "index.docker.io";

/** The kubelet takes what has neither dot nor colon for no registry, though it may be one, such as `localhost`. */
function fallsBackToHub(name: string): boolean {
  const [host = ""] = name.split("/");
  return host === "docker.io" || !/[.:]/.test(host);
}

/** A Secret's name in results: `namespace/name`, `name`, or `#n`, counted from 1, where it has none. */
export function secretName({ metadata }: Secret, index: number): string {
  if (!metadata?.name) return `#${index + 1}`;
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

/** What is left of a key without scheme, user, query and a leading `/v1/` or `/v2/`. Null where a node ignores the
 *  entry, because the key is no address. In: text; out: a byte string. */
function registryOf(key: string): string | null {
  const bytes = Buffer.from(key).toString("latin1");
  const address = parseAddress(bytes.replace(/^https?:\/\//, ""));
  if (address === null) return null;
  const path = address.path.replace(/^\/v[12](?=\/)/, "");
  return path === "/" ? address.host : address.host + path;
}

function matches(pattern: Address, target: Address): boolean {
  const patternHost = splitHost(pattern.host);
  const targetHost = splitHost(target.host);
  return (
    patternHost.port === targetHost.port &&
    patternHost.labels.length === targetHost.labels.length &&
    target.path.startsWith(pattern.path) &&
    patternHost.labels.every((label, index) =>
      matchesLabel(label, targetHost.labels[index] ?? ""),
    )
  );
}

function failed(error: string): Lookup {
  return { attempts: [], error };
}
