import type { ReadSecret } from "../diagnose/listed-secrets.js";
import { reasonOf, statusOf } from "./api-failure.js";
import { inTime } from "./in-time.js";
import type { Asker } from "./asker.js";
import { rememberListed, type Place } from "./memory.js";

/** A Secret that a list of pull secrets names, as the API server has it; why it could not be read, where it couldn't. Asked
 *  once per command, as `rememberListed` keeps it. */
export async function readListed(
  { api, log }: Asker,
  place: Place,
): Promise<ReadSecret> {
  return await rememberListed({ api, log }, place, async () => {
    try {
      return {
        secret: await inTime(() => api.core.readNamespacedSecret(place)),
      };
    } catch (error) {
      if (statusOf(error) === 404) return { secret: null };
      return { unread: reasonOf(error) };
    }
  });
}
