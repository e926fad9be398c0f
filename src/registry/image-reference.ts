/** An image reference in its full form: `nginx` is `docker.io/library/nginx:latest`. */
export interface ImageReference {
  /** Registry and repository, such as `docker.io/library/nginx`: what credentials are looked up for. */
  readonly name: string;
  /** The registry's host, with its port. Empty where the reference names none that could be one, as in `a_b.c/d`. */
  readonly domain: string;
  readonly repository: string;
  /** What is pulled of it: the digest where there is one, else the tag, else `latest`. */
  readonly reference: string;
}

/** Reads an image reference as the kubelet does (Kubernetes, pkg/util/parsers; rules by distribution/reference).
 *  Null where the kubelet refuses it: the pod then waits with InvalidImageName. */
export function parseImageReference(image: string): ImageReference | null {
  if (/^[a-f0-9]{64}$/.test(image)) return null;
  const { domain, remainder } = splitDomain(image);
  const matched = matchReference(`${domain}/${remainder}`);
  if (matched === null) return null;
  const { name, tag, digest } = matched;
  const [, host = "", repository = name] = hostAndRepository.exec(name) ?? [];
  return repository.length > maxRepositoryLength
    ? null
    : { name, domain: host, repository, reference: digest ?? tag ?? "latest" };
}

const maxRepositoryLength = 255;

const word = "[a-z0-9]+";
const repositoryPart = `${word}(?:(?:[._]|__|-+)${word})*`;
const repositoryPattern = `${repositoryPart}(?:/${repositoryPart})*`;
const label = "[a-zA-Z0-9](?:-*[a-zA-Z0-9])*";
const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const hostAndRepository = new RegExp(
  `^(${hostPattern})/(${repositoryPattern})$`,
);
const onlyHost = new RegExp(`^${hostPattern}$`);
const namePattern = new RegExp(`^(?:${hostPattern}/)?${repositoryPattern}$`);
const tagPattern = /^\w[\w.-]{0,127}$/;

interface ReferenceParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Whether an image's name may begin with it: a host, with its port or without. */
export function isRegistryHost(text: string): boolean {
  return onlyHost.test(text);
}

/** The parts of `name[:tag][@digest]`, unchecked. */
export function splitReference(reference: string): ReferenceParts {
  const at = reference.indexOf("@");
  const tagged = at < 0 ? reference : reference.slice(0, at);
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const colon = tagged.indexOf(":", tagged.lastIndexOf("/"));
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const tag = colon < 0 ? undefined : tagged.slice(colon + 1);
  return { name, tag, digest };
}

/** The same parts, or null where one of the three is malformed. */
function matchReference(reference: string): ReferenceParts | null {
  const parts = splitReference(reference);
  const { name, tag, digest } = parts;
  const valid =
    namePattern.test(name) &&
    (tag === undefined || tagPattern.test(tag)) &&
    (digest === undefined || isDigest(digest));
  return valid ? parts : null;
}

/** The digests that the kubelet knows (opencontainers/go-digest). */
function isDigest(digest: string): boolean {
  return /^(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/.test(
    digest,
  );
}

/** An image's registry, and what stands behind it: a name without a registry is Docker Hub's, and there without a slash one of
 *  `library`. Nothing is checked. */
export function splitDomain(image: string): {
  domain: string;
  remainder: string;
} {
  const slash = image.indexOf("/");
  const first = slash < 0 ? "" : image.slice(0, slash);
  const named =
    first === "localhost" ||
    /[.:]/.test(first) ||
    first !== first.toLowerCase();
  const domain = named && first !== "index.docker.io" ? first : "docker.io";
  const remainder = named ? image.slice(slash + 1) : image;
  return domain === "docker.io" && !remainder.includes("/")
    ? { domain, remainder: `library/${remainder}` }
    : { domain, remainder };
}
