/** What a request to a registry is about. */
export interface RegistryPath {
  readonly kind: "ping" | "manifest" | "blob";
  readonly repository: string;
  /** A tag or a digest. */
  readonly reference: string;
}

/** Takes a path of the registry protocol apart; undefined for anything else, pushes and tag lists included. */
export function parseRegistryPath(path: string): RegistryPath | undefined {
  if (path === "/v2/" || path === "/v2")
    return { kind: "ping", repository: "", reference: "" };
  const parts =
    /^\/v2\/(?<repository>.+)\/(?<kind>manifests|blobs)\/(?<reference>[^/]+)$/.exec(
      path,
    )?.groups;
  const { repository, kind, reference } = parts ?? {};
  if (!repository || !reference) return undefined;
  return {
    kind: kind === "manifests" ? "manifest" : "blob",
    repository,
    reference,
  };
}
