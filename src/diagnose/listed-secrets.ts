import type { Secret } from "../manifests/objects.js";
import { serves } from "../registry/credential.js";
import { holdsMore } from "../registry/config-fields.js";
import { lookUp, makeKeyring } from "../registry/keyring.js";
import { nearMisses, type NearMiss } from "../registry/near-misses.js";
import type { PullSecretSource } from "../resolver/pull-secrets.js";
import { copySource } from "../secrets/marker.js";

/** What one of the Secrets that a pod lists does for an image. `unread`: it could not be looked at; `ignored`: a node
 *  takes no notice of it; `broken`: a node can't read it, and pulls nothing for the pod. */
export type SecretFinding =
  | { readonly name: string; readonly state: "missing" }
  | {
      readonly name: string;
      readonly state: "unread" | "broken";
      readonly reason: string;
    }
  | (Held & { readonly state: "no-entry" })
  | (Held & { readonly state: "ignored"; readonly reason: string })
  | (Held & {
      readonly state: "serves";
      readonly keys: readonly string[];
      /** Whether a node logs in with one of them: an identity token, for one, is no login. */
      readonly hasLogin: boolean;
      /** Whether more than this login would be lost with the Secret. */
      readonly holdsMore: boolean;
    });

interface Held {
  readonly name: string;
  /** Where it is a copy of ours: what it was copied from. */
  readonly source?: PullSecretSource;
  /** What it has for the image, and a node can't use as it is written. */
  readonly miss?: NearMiss;
}

/** A Secret that exists, does not, or could not be read. */
export type ReadSecret =
  { readonly secret: Secret | null } | { readonly unread: string };

/** Looks up the image in each Secret, as a node does with all of them. */
export function findingOf(
  name: string,
  read: ReadSecret,
  image: string,
): SecretFinding {
  if ("unread" in read) return { name, state: "unread", reason: read.unread };
  if (read.secret === null) return { name, state: "missing" };
  const keyring = makeKeyring([read.secret]);
  const [broken] = keyring.broken;
  if (broken) return { name, state: "broken", reason: broken.reason };
  const source = copySource(read.secret);
  const [miss] = nearMisses([read.secret], image);
  const held: Held = { name, ...(source && { source }), ...(miss && { miss }) };
  const [ignored] = keyring.ignored;
  if (ignored) return { ...held, state: "ignored", reason: ignored.reason };
  const { attempts } = lookUp(keyring, image);
  return attempts.length === 0
    ? { ...held, state: "no-entry" }
    : {
        ...held,
        state: "serves",
        keys: attempts.map(({ key }) => key),
        hasLogin: attempts.some(serves),
        holdsMore: holdsMore(read.secret),
      };
}
