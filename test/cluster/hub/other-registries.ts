import { forward, refuse, sendJson, type Upstream } from "./forward.js";
import { listen } from "./listen.js";
import { parseRegistryPath, type RegistryPath } from "./registry-path.js";
import type { LoggedRequest } from "./request-log.js";

export interface OtherRegistries {
  readonly url: string;
  log(): readonly LoggedRequest[];
  reset(): void;
  readonly stop: () => Promise<void>;
}

/** One registry whose every tag of every repository is one and the same image. */
export interface Wildcard {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * Starts a front that stands for all registries but Docker Hub, open to everyone and without limits: what the registry
 * behind does not hold is unknown. containerd says in the parameter `ns` which registry it means.
 */
export async function startOtherRegistries(
  upstream: Upstream,
  wildcard: Wildcard,
): Promise<OtherRegistries> {
  let log: LoggedRequest[] = [];

  const server = await listen(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
    const registry = url.searchParams.get("ns") ?? "";
    const path = parseRegistryPath(url.pathname);
    const at = new Date();
    let status: number;
    if (path?.kind === "ping") status = sendJson(outgoing, 200, {});
    else if (path === undefined || !registry)
      status = refuse(outgoing, 404, "UNSUPPORTED", "only pulls are answered");
    else
      status = await forward(
        upstream,
        incoming,
        innerPath(registry, path, wildcard),
        outgoing,
      );
    const { kind = "other", repository = "", reference = "" } = path ?? {};
    const method = incoming.method ?? "";
    log.push({
      at,
      method,
      kind,
      registry,
      repository,
      reference,
      user: undefined,
      status,
      counted: false,
    });
  });
  return {
    url: server.url,
    log: () => log,
    reset() {
      log = [];
    },
    stop: server.stop,
  };
}

function innerPath(
  registry: string,
  path: RegistryPath,
  wildcard: Wildcard,
): string {
  const { kind, repository, reference } = path;
  if (registry !== wildcard.registry)
    return `/v2/${registry}/${repository}/${kind}s/${reference}`;
  const inner = reference.startsWith("sha256:") ? reference : wildcard.tag;
  return `/v2/${registry}/${wildcard.repository}/${kind}s/${inner}`;
}
