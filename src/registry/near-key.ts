import { matchesLabel } from "./glob.js";
import type { ImageReference } from "./image-reference.js";
import { isFor } from "./keyring.js";
import { keyOfRegistry } from "./registry-key.js";

/** A key that is nearly for an image. */
export interface NearKey {
  /** Why it is not, as the end of a sentence about the entry. */
  readonly reason: string;
  /** The key that is. */
  readonly write: string;
  /** The port of the entry, where it may be the image's name that lacks it: nothing else differs, and it is none that
   *  registries without a port in their name have. */
  readonly port: string | null;
  /** The smaller, the nearer. */
  readonly distance: number;
}

/** Why an entry's key is not for an image, though it names the image's registry or nearly so, and the key that is for it.
 *  Null where it is for the image, as where no other entry is, or has nothing to do with its registry. */
export function nearKey(key: string, image: ImageReference): NearKey | null {
  if (image.domain === "" || isFor(key, image)) return null;
  const given = partsOf(key);
  const wanted = partsOf(image.domain);
  const relation = relationOf(given.labels, wanted.labels);
  const bothHub = isHub(given.host) && isHub(wanted.host);
  if (relation === null && !bothHub) return null;
  const write = keysFor(image, given.path).find((one) => isFor(one, image));
  if (write === undefined) return null;
  const differences = [
    ...inSigns(given),
    ...(bothHub ? inHub(given, wanted) : inHost(given, wanted, relation)),
    ...inPort(given, wanted),
    ...inPath(given, image),
  ];
  return {
    reason: differences.join(", and ") || "a node can't read it as an address",
    write,
    port:
      !bothHub && differences.length === 1 && hasOwnPort(given, wanted)
        ? given.port
        : null,
    distance: differences.length + (relation === "related" && !bothHub ? 1 : 0),
  };
}

/** What somebody means by a key, whether a node takes it so or not. */
interface KeyParts {
  readonly isPadded: boolean;
  readonly scheme: string;
  readonly host: string;
  readonly labels: readonly string[];
  readonly port: string;
  /** Without a leading `/v1` or `/v2` that a node takes off. */
  readonly path: string;
}

function partsOf(key: string): KeyParts {
  const text = key.trim();
  const [scheme = ""] = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.exec(text) ?? [];
  const [address = ""] = text.slice(scheme.length).split(/[?#]/);
  const [authority = ""] = address.split("/");
  const place = authority.slice(authority.lastIndexOf("@") + 1);
  const [port = ""] = /:\d*$/.exec(place) ?? [];
  const host = place.slice(0, place.length - port.length);
  return {
    isPadded: text !== key,
    scheme,
    host,
    labels: host.replace(/\.$/, "").split("."),
    port: port.slice(1),
    path: address.slice(authority.length).replace(/^\/v[12](?=\/)/, ""),
  };
}

/** `same` but for capitals; `related` where one host stands under the other, as registry.gitlab.com under gitlab.com. */
function relationOf(
  pattern: readonly string[],
  host: readonly string[],
): "same" | "related" | null {
  const depth = Math.min(pattern.length, host.length);
  const pairs = pattern
    .slice(-depth)
    .map((label, index) => [label, host.slice(-depth)[index] ?? ""] as const);
  if (!pairs.every(([sign, label]) => isLabel(sign, label))) return null;
  if (pattern.length === host.length) return "same";
  return pairs.filter(([sign]) => sign !== "*").length >= 2 ? "related" : null;
}

function isLabel(sign: string, label: string): boolean {
  const [one, other] = [sign.toLowerCase(), label.toLowerCase()];
  return (
    one === other || matchesLabel(Buffer.from(one).toString("latin1"), other)
  );
}

function isHub(host: string): boolean {
  return /^(?:[a-z\d-]+\.)*docker\.(?:io|com)\.?$/i.test(host);
}

function inSigns({ isPadded, scheme }: KeyParts): string[] {
  return [
    ...(isPadded ? ["blanks or line breaks stand around it"] : []),
    ...(["", "http://", "https://"].includes(scheme)
      ? []
      : ["a node takes off http:// and https:// only, in small letters"]),
  ];
}

function inHub({ host, path }: KeyParts, wanted: KeyParts): string[] {
  if (host === wanted.host) return [];
  if (wanted.host !== "docker.io") return [`its host is not ${wanted.host}`];
  const isIndex = host === "index.docker.io" && /^(\/(v[12])?)?$/.test(path);
  return isIndex ? [] : ["Docker Hub's images are called docker.io"];
}

function inHost(
  given: KeyParts,
  wanted: KeyParts,
  relation: "same" | "related" | null,
): string[] {
  if (relation === "related")
    return [
      given.host.includes("*")
        ? "a star stands for one part of a host's name, not for several or none"
        : "it is for another host",
    ];
  return [
    ...(given.host.endsWith(".") ? ["its host ends with a dot"] : []),
    ...(given.labels.every((label, index) =>
      hasSameCase(label, wanted.labels[index] ?? ""),
    )
      ? []
      : ["a node tells capitals in a host from small letters"]),
  ];
}

function hasSameCase(sign: string, label: string): boolean {
  return (
    sign === label || matchesLabel(Buffer.from(sign).toString("latin1"), label)
  );
}

function inPort(given: KeyParts, wanted: KeyParts): string[] {
  if (given.port === wanted.port) return [];
  if (given.port === "")
    return [`it has no port, and the image's name has :${wanted.port}`];
  return [
    wanted.port === ""
      ? `it has the port :${given.port}, and the image's name has none`
      : `it is for port ${given.port}, and the image's name has :${wanted.port}`,
  ];
}

function hasOwnPort(given: KeyParts, wanted: KeyParts): boolean {
  return given.port !== wanted.port && !["", "80", "443"].includes(given.port);
}

function inPath({ path }: KeyParts, { repository }: ImageReference): string[] {
  if (`/${repository}`.startsWith(path)) return [];
  return [
    /^\/v[12]$/.test(path)
      ? "a node takes off /v1/ and /v2/ only with the slash behind them"
      : "it is for other paths of the registry only",
  ];
}

/** The key with its path, where that is one of the image's, and the key of the whole registry. */
function keysFor(
  { domain, repository }: ImageReference,
  path: string,
): string[] {
  const isPart = path.length > 1 && `/${repository}`.startsWith(path);
  return [...(isPart ? [domain + path] : []), keyOfRegistry(domain)];
}
