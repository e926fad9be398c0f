import type { Secret } from "../manifests/objects.js";
import { shownType } from "../secrets/pull-secret-types.js";

/** The docker config that Garden gives its builders, or why it makes none: then no image is built in the cluster. */
export type BuilderConfig =
  | {
      readonly kind: "config";
      readonly auths: Readonly<Record<string, unknown>>;
      readonly credHelpers: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "refused"; readonly reason: string };

const dataKey = ".dockerconfigjson";

/** Puts the Secrets of the provider config together as Garden does for its builders (buildDockerAuthConfig in
 *  plugins/kubernetes/init.ts): of each, `auths` and `credHelpers`, spelled so; nothing else gets there. A reason holds no
 *  piece of a Secret. */
export function builderConfigOf(secrets: readonly Secret[]): BuilderConfig {
  let auths: Record<string, unknown> = {};
  let credHelpers: Record<string, unknown> = {};
  for (const secret of secrets) {
    const read = readSecret(secret);
    if ("reason" in read) return { kind: "refused", reason: read.reason };
    auths = { ...auths, ...membersOf(read.auths) };
    credHelpers = { ...credHelpers, ...membersOf(read.credHelpers) };
  }
  return { kind: "config", auths, credHelpers };
}

function readSecret(
  secret: Secret,
):
  | { readonly auths?: unknown; readonly credHelpers?: unknown }
  | { readonly reason: string } {
  if (secret.type !== "kubernetes.io/dockerconfigjson")
    return {
      reason: `it is of type ${shownType(secret)}, not kubernetes.io/dockerconfigjson`,
    };
  const encoded = secret.data?.[dataKey];
  if (!encoded) return { reason: `it holds nothing under ${dataKey}` };
  let config: unknown;
  try {
    config = JSON.parse(Buffer.from(encoded, "base64").toString());
  } catch {
    // Its message would quote the Secret.
    return { reason: `${dataKey} is not JSON` };
  }
  if (typeof config !== "object" || config === null)
    return { reason: `${dataKey} holds no object` };
  const { auths, credHelpers } = config as Record<string, unknown>;
  return auths || credHelpers
    ? { auths, credHelpers }
    : { reason: `${dataKey} has neither auths nor credHelpers` };
}

/** What JavaScript's spread makes of any value. */
function membersOf(value: unknown): Record<string, unknown> {
  const hasMembers =
    typeof value === "string" || (typeof value === "object" && value !== null);
  return hasMembers ? Object.fromEntries(Object.entries(value)) : {};
}
