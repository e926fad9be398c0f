import { splitDomain } from "../registry/image-reference.js";

/** Names under which clients speak to Docker Hub. */
const dockerHub = new Set([
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "auth.docker.io",
]);

export function normalizeHost(host: string): string {
  return dockerHub.has(host) ? "docker.io" : host;
}

/** An image that a message names. */
export interface NamedImage {
  /** With the registry in front; as it was written where it is no reference. */
  readonly image: string;
  readonly registry: string | null;
}

/** An image's name as the kubelet completes it (distribution/reference): without a host, or with one of Docker Hub's, it
 *  is of `docker.io`, and there without a slash of `docker.io/library`. Tag and digest are kept as they are. */
export function toReference(written: string): NamedImage {
  const name = written.replace(/^docker:\/\//, "");
  if (!/^[\w.:/@[\]-]+$/.test(name)) return { image: name, registry: null };
  const { domain, remainder } = splitDomain(name);
  const registry = normalizeHost(domain);
  const library =
    registry === "docker.io" && !remainder.includes("/") ? "library/" : "";
  return { image: `${registry}/${library}${remainder}`, registry };
}
