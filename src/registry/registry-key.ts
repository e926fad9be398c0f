/** The key for Docker Hub that all clients understand. */
const hubKey = "https://index.docker.io/v1/";

/** The registry that a key of a docker config, or a user, means: its host with its port. All names of Docker Hub are
 *  `docker.io`. */
export function registryOfKey(key: string): string {
  const host = key.replace(/^https?:\/\//, "").split("/")[0] ?? "";
  return /^(index\.|registry-1\.|registry\.hub\.|hub\.)?docker\.(io|com)$/.test(
    host,
  )
    ? "docker.io"
    : host;
}

/** Whether a key is for all of a registry: `host/path` is for a part of it. */
export function isWholeRegistry(key: string): boolean {
  return /^[^/]*(\/(v[12]\/?)?)?$/.test(key.replace(/^https?:\/\//, ""));
}

/** The key under which a Secret holds a registry's login. */
export function keyOfRegistry(registry: string): string {
  return registry === "docker.io" ? hubKey : registry;
}
