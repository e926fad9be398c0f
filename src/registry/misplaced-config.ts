import type { Secret } from "../manifests/objects.js";
import { withoutUser } from "./credential.js";
import { formats } from "./docker-config.js";
import { lookUp, makeKeyring } from "./keyring.js";

interface Misplaced {
  readonly key: string;
  readonly reason: string;
  readonly remedy: string;
  readonly write: null;
}

/** A login for an image in a docker config that stands where, or is written as, a node does not read it: under another
 *  key, in a Secret of another type, or in the form of the other type. Null where there is none. */
export function misplacedConfig(
  secret: Secret,
  image: string,
): Misplaced | null {
  const own = formats.find(({ type }) => type === secret.type);
  for (const place of Object.keys(secret.data ?? {})) {
    for (const { type, dataKey } of formats) {
      if (type === own?.type && dataKey === place) continue;
      const data = { [dataKey]: secret.data?.[place] ?? "" };
      const { attempts } = lookUp(makeKeyring([{ type, data }]), image);
      const entry = attempts.find(({ isEmpty }) => !isEmpty);
      if (entry === undefined) continue;
      const isOlder = type === "kubernetes.io/dockercfg";
      const shown = withoutUser(place);
      return {
        key: entry.key,
        reason: `the entry ${entry.key} stands where a node does not read it: ${why(secret, shown, own, isOlder)}`,
        remedy: remedy(own, isOlder),
        write: null,
      };
    }
  }
  return null;
}

type Format = (typeof formats)[number];

function why(
  { type = "Opaque" }: Secret,
  place: string,
  own: Format | undefined,
  isOlder: boolean,
): string {
  if (own === undefined) return `the Secret is of type ${type}`;
  if (own.dataKey !== place) return `it is under ${place}, not ${own.dataKey}`;
  return isOlder
    ? "it is not under auths"
    : "it is under auths, which this type has not";
}

function remedy(own: Format | undefined, isOlder: boolean): string {
  const whole = `{"auths": {...}}`;
  const form = isOlder ? `, with ${whole} around the entries` : "";
  if (own === undefined)
    return `create the Secret again, of type kubernetes.io/dockerconfigjson, with the docker config under .dockerconfigjson${form}`;
  if (own.type === "kubernetes.io/dockerconfigjson")
    return `write it under .dockerconfigjson${form}`;
  return isOlder
    ? "write it under .dockercfg"
    : "create the Secret again, of type kubernetes.io/dockerconfigjson, with the docker config under .dockerconfigjson";
}
