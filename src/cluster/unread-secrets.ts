import type { V1Pod } from "@kubernetes/client-node";
import { asJson } from "../diagnose/json.js";
import { secretsNotRead } from "../diagnose/unread-secrets.js";
import type { Asker } from "./asker.js";
import { inTime } from "./in-time.js";

/** The pull secrets that the kubelet says it could not read when it last pulled for a container of a pod, by name; none
 *  where its events can't be listed. */
export async function unreadSecrets(
  { api }: Asker,
  namespace: string,
  { metadata: { name = "", uid = "" } = {} }: V1Pod,
  container: string,
): Promise<readonly string[]> {
  const fieldSelector = `involvedObject.name=${name},involvedObject.uid=${uid}`;
  try {
    const { items } = await inTime(() =>
      api.core.listNamespacedEvent({ namespace, fieldSelector }),
    );
    return secretsNotRead(items.map(asJson), container);
  } catch {
    return [];
  }
}
