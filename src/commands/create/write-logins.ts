import { secretApi } from "../../cluster/secret-requests.js";
import type { GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import {
  keptKeys,
  pullSecretWith,
  type RegistryLogin,
} from "../../registry/pull-secret.js";
import { applySecret } from "./apply-secret.js";
import { refuseToReplace, type Place } from "./target.js";

/** What is there of the Secret that is written. */
export interface Found {
  readonly exists: boolean;
  /** Keys of other registries, which are kept. */
  readonly kept: readonly string[];
}

/** Reads the Secret, and where `write` is true puts these logins into it. Throws CreateError where it can't become one that
 *  holds them, or was changed in between; and SecretError where it can't be read. */
export async function writeLogins(
  cluster: KubeApi,
  place: Place,
  logins: readonly RegistryLogin[],
  { write, log }: { readonly write: boolean; readonly log: GardenLog },
): Promise<Found> {
  const existing = await secretApi(cluster).read(place.name, place.namespace);
  refuseToReplace(place, existing);
  if (write)
    await applySecret(cluster, pullSecretWith(place, logins, existing), log);
  return { exists: existing !== null, kept: keptKeys(existing, logins) };
}
