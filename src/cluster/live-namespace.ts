import { inTime } from "./in-time.js";
import type { GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";

/** Whether the namespace is there; false where that can't be known, as without the right to read it. */
export async function isNamespaceThere(
  api: KubeApi,
  name: string,
  log: GardenLog,
): Promise<boolean> {
  const manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
  try {
    await inTime(() => api.readBySpec({ namespace: name, manifest, log }));
    return true;
  } catch {
    return false;
  }
}
