import type { V1Pod } from "@kubernetes/client-node";
import { asJson } from "../diagnose/json.js";
import { secretsNotRead } from "../diagnose/pod-failures.js";
import type { Asker } from "./asker.js";
import { inTime } from "./in-time.js";

/** The pull secrets that the kubelet says it could not read for a pod, by name; none where its events can't be listed. */
export async function unreadSecrets(
  { api }: Asker,
  namespace: string,
  { metadata: { name = "", uid = "" } = {} }: V1Pod,
): Promise<readonly string[]> {
  const fieldSelector = [
    "reason=FailedToRetrieveImagePullSecret",
    `involvedObject.name=${name}`,
    `involvedObject.uid=${uid}`,
  ].join(",");
  try {
    const { items } = await inTime(() =>
      api.core.listNamespacedEvent({ namespace, fieldSelector }),
    );
    return items.flatMap((event) => secretsNotRead(asJson(event)));
  } catch {
    return [];
  }
}
