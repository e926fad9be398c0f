import { withoutEnd } from "../registry/redact/without-end.js";
import { normalizeHost, toReference, type NamedImage } from "./reference.js";
import { registryUrls, type RegistryUrl } from "./registry-url.js";

/** The places where programs name the image, the kubelet's first. What a name may hold is bounded, so that no place is
 *  looked at for longer than that. */
const places: readonly RegExp[] = [
  /\b(?:[Ii]mage|image tag|image name|image reference)[ =]"((?:docker:\/\/)?[^"\s]{1,512})"/,
  /\b(?:image pull failed for|failed to pull image|failed to resolve ref|source metadata for) ([^\s"]{1,512})/,
  /\b(?:reference|pulling) "((?:docker:\/\/)?[^"\s]{1,512})"/,
  /\bimage '([^'\s]{1,512})'/,
  /\bpull(?:ing)? `([^`\s]{1,512})`/,
  /\bcredential provider plugin \S{1,100} for image ([^\s"]{1,512})/,
  /\bpulling image ([\w.:-]{1,255}\/[^\s"',]{1,256})/,
  /(?<!\+)\bdocker(?:-image)?:\/\/([^\s",]{1,512})/,
  /(?<!unknown: )\b(?:manifest for|repository) ([^\s"]{1,512}) not found\b/,
  /\bimage name ([^\s"]{1,512}) returns\b/,
  /\bpull access denied for ([^\s",]{1,512})/,
  /\bImage ([^\s"]{1,512}) anonymous pulling\b/,
  /\b(?:Trying to pull|Pulling) repository ([^\s"]{1,512})/,
  /\bImage:([^\s",]{1,512}),/,
  /\bwaiting to start: ([^\s"]{1,512}) can't be pulled\b/,
];

/** As runtimes call the images that they have, by the digest of their config. */
const imageId = /^[0-9a-f]{64}$/;

const readingManifest =
  /\breading manifest ([^\s"]{1,256}) in ([^\s"]{1,512})/i;

/** What stands before these is an image, if it looks like one. */
const followers = [
  ": failed to authorize",
  ": pull access denied",
  '": pull access denied',
  ": not found",
];

/** The image and the registry that a flat message names, null where it names none. */
export function findImage(flat: string): {
  readonly image: string | null;
  readonly registry: string | null;
} {
  const urls = registryUrls(flat).filter(({ tellsRegistry }) => tellsRegistry);
  const reference =
    inPlace(flat) ?? inManifest(flat) ?? fromUrls(urls) ?? beforeFollower(flat);
  if (reference !== undefined) return reference;
  const host = urls[0]?.host ?? lookedUp(flat);
  return {
    image: null,
    registry: host === undefined ? null : normalizeHost(host),
  };
}

function inPlace(flat: string): NamedImage | undefined {
  for (const place of places) {
    const written = place.exec(flat)?.[1];
    if (written === undefined) continue;
    const name = withoutEnd(written, closing);
    if (name !== "" && !imageId.test(name)) return toReference(name);
  }
  return undefined;
}

function inManifest(flat: string): NamedImage | undefined {
  const [, version = "", repository = ""] = readingManifest.exec(flat) ?? [];
  if (repository === "") return undefined;
  return toReference(withVersion(withoutEnd(repository, closing), version));
}

function fromUrls(urls: readonly RegistryUrl[]): NamedImage | undefined {
  const url = urls.find(({ repository }) => repository !== undefined);
  if (url?.repository === undefined) return undefined;
  const name = `${normalizeHost(url.host)}/${url.repository}`;
  return toReference(
    url.version === undefined ? name : withVersion(name, url.version),
  );
}

function beforeFollower(flat: string): NamedImage | undefined {
  for (const follower of followers) {
    const end = flat.indexOf(follower);
    if (end < 0) continue;
    const word = flat
      .slice(Math.max(0, end - 512), end)
      .split(/[\s"]/)
      .at(-1);
    if (
      word !== undefined &&
      /^[\w.-]+[/:][\w./:@-]+$/.test(word) &&
      !word.startsWith("sha256:")
    )
      return toReference(word);
  }
  return undefined;
}

function lookedUp(flat: string): string | undefined {
  return /\b(?:lookup|pinging (?:docker|container) registry) ([\w.-]{1,255}(?::\d{1,5})?)/.exec(
    flat,
  )?.[1];
}

function withVersion(name: string, version: string): string {
  return `${name}${version.includes(":") ? "@" : ":"}${version}`;
}

/** What ends a phrase. */
const closing = ":,.;)]";
