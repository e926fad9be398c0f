/** What of a registry an address is of: its token server, a manifest, a layer or a config, its list of tags, or no more
 *  than its API; `storage` is where a registry sends those who ask for layers. */
export type UrlPart =
  "token" | "manifest" | "blob" | "tags" | "api" | "storage";

/** An address that a pull asked. */
export interface RegistryUrl {
  readonly host: string;
  readonly part: UrlPart;
  readonly repository?: string;
  readonly version?: string;
  /** The registry that a mirror stands for (containerd's `ns`). */
  readonly mirrorOf?: string;
  /** Whether the host stands for the registry where nothing else names it. */
  readonly tellsRegistry: boolean;
}

/** The addresses in a flat message, in order: `/v2/NAME/manifests/REFERENCE` and the like (OCI distribution specification),
 *  those of token servers, and others that were asked, which are of storage. */
export function registryUrls(flat: string): RegistryUrl[] {
  return [...flat.matchAll(/https?:\/\/[^\s"'<>(),`]+/g)].flatMap((match) => {
    const url = registryUrl(match[0]);
    if (url === undefined) return [];
    const before = flat.slice(Math.max(0, match.index - 24), match.index);
    return url.part !== "storage" || asks.test(before) ? [url] : [];
  });
}

/** What stands in front of an address that was asked; others are of documentation. */
const asks =
  /(?:\b(?:get|head|post|url:)|\bstatus code|\brequest to|\bcontent at|\blayer from):? ["']?$/i;

function registryUrl(word: string): RegistryUrl | undefined {
  const rest = word.slice(word.indexOf("//") + 2);
  const slash = rest.indexOf("/");
  if (slash < 1) return undefined;
  const host = rest.slice(0, slash);
  const path = rest.slice(slash);
  const mirrorOf = /[?&]ns=([\w.:-]+)/.exec(path)?.[1];
  return {
    host,
    ...partOf(path),
    ...(mirrorOf !== undefined && { mirrorOf }),
  };
}

/** A token server may be another host than its registry (GitLab's `/jwt/auth`), and so is storage, save where it keeps a
 *  registry's paths (distribution's storage driver). */
function partOf(path: string): Omit<RegistryUrl, "host" | "mirrorOf"> {
  if (isTokenPath(path)) {
    const tellsRegistry = /^\/(?:token\b|oauth2\/token\b|v2\/)/.test(path);
    return { part: "token", tellsRegistry };
  }
  if (path.startsWith("/v2/"))
    return { ...ofRepository(path), tellsRegistry: true };
  if (/^\/v[01]\//.test(path)) return { part: "api", tellsRegistry: true };
  // where GHCR sends those who ask for a package that it does not have
  if (path.startsWith("/-/v2/packages/"))
    return { part: "api", tellsRegistry: false };
  return { part: "storage", tellsRegistry: path.includes("/v2/") };
}

/** As registries name the paths of their token servers (`/token`, `/oauth2/token`, `/v2/auth`, `/jwt/auth`), or with the
 *  scope that a token is asked for. */
function isTokenPath(path: string): boolean {
  return (
    /^\/(?:[\w-]+\/){0,4}(?:token|auth)\b(?!\/)/.test(path) ||
    path.includes("scope=repository")
  );
}

function ofRepository(
  path: string,
): Pick<RegistryUrl, "part" | "repository" | "version"> {
  for (const [kind, part] of [
    ["/manifests/", "manifest"],
    ["/blobs/", "blob"],
    ["/tags/", "tags"],
  ] as const) {
    const at = path.lastIndexOf(kind);
    const repository = path.slice("/v2/".length, Math.max(at, 0));
    if (repository === "") continue;
    const version = /^(?:sha256:[0-9a-f]+|[\w.-]+)/.exec(
      path.slice(at + kind.length),
    )?.[0];
    return part === "manifest" && version !== undefined
      ? { part, repository, version }
      : { part, repository };
  }
  return { part: "api" };
}
