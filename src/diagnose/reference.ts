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

export interface ImageReference {
  /** With the registry in front; as it was written where it is no reference. */
  readonly image: string;
  readonly registry: string | null;
}

/** An image's name as the kubelet completes it (distribution/reference): without a host, or with one of Docker Hub's, it
 *  is of `docker.io`, and there without a slash of `docker.io/library`. Tag and digest stay as they are. */
export function toReference(written: string): ImageReference {
  const name = written.replace(/^docker:\/\//, "");
  if (!/^[\w.:/@[\]-]+$/.test(name)) return { image: name, registry: null };
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  const isHost =
    first === "localhost" || first.includes(".") || first.includes(":");
  const registry = isHost ? normalizeHost(first) : "docker.io";
  const path = isHost ? name.slice(slash + 1) : name;
  const library =
    registry === "docker.io" && !path.includes("/") ? "library/" : "";
  return { image: `${registry}/${library}${path}`, registry };
}
