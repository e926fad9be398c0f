import type { Facts } from "./facts.js";
import { normalizeHost } from "./reference.js";
import type { FailedPart } from "./subject.js";

/** Who refused or did not answer. In: the facts of the try, and the registry of the image. A host that is neither the
 *  registry's nor its token server's is a mirror where it was asked as a registry is. */
export function failedPart(
  { url, transport, status }: Facts,
  registry: string | null,
): FailedPart | null {
  if (transport?.kind === "proxy" || status === 407)
    return { part: "proxy", host: transport?.host ?? null };
  if (transport?.kind === "dns" && transport.host !== null)
    if (url === null || !url.host.startsWith(transport.host))
      return ofHost(transport.host, registry, "storage");
  if (url === null) return null;
  const { host, part, mirrorOf } = url;
  if (part === "token") return { part: "token server", host };
  if (part === "storage") return { part: "storage", host };
  return mirrorOf === undefined
    ? ofHost(host, registry, "mirror")
    : { part: "mirror", host };
}

function ofHost(
  host: string,
  registry: string | null,
  otherwise: "mirror" | "storage",
): FailedPart {
  const isRegistrys = registry === null || normalizeHost(host) === registry;
  return { part: isRegistrys ? "registry" : otherwise, host };
}
