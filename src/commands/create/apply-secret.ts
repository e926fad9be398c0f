import type { V1Secret } from "@kubernetes/client-node";
import { reasonOf, statusOf } from "../../cluster/api-failure.js";
import { inTime } from "../../cluster/in-time.js";
import { fieldManager } from "../../cluster/field-manager.js";
import type { KubeApi, KubeRequest } from "../../garden/kube-api.js";
import type { GardenLog } from "../../garden/garden.js";
import { applying } from "../../garden/applying-api.js";
import { CreateError } from "./target.js";

/** Writes a Secret through Garden's own client. One that was read, and so has a resourceVersion, by server-side apply: the
 *  user was asked, fields that somebody else owns are taken over. One that was not there is created, which the API server
 *  refuses where somebody else was faster; an apply would write over it. Throws CreateError. */
export async function applySecret(
  cluster: KubeApi,
  secret: V1Secret,
  log: GardenLog,
): Promise<void> {
  const { name = "", namespace = "", resourceVersion } = secret.metadata ?? {};
  const secrets = `/api/v1/namespaces/${namespace}/secrets`;
  const send = (api: KubeApi, path: string, opts: KubeRequest["opts"]) =>
    inTime(() => api.request({ log, path, opts: { ...opts, body: secret } }));
  try {
    if (resourceVersion === undefined) {
      const query = { fieldManager };
      await send(cluster, secrets, { method: "POST", query });
    } else {
      const query = { fieldManager, force: "true" };
      const path = `${secrets}/${name}`;
      await send(applying(cluster), path, { method: "PATCH", query });
    }
  } catch (error) {
    throw new CreateError(
      statusOf(error) === 409
        ? `Secret ${namespace}/${name} was changed by somebody else in the meantime, and is as they left it: run this again.`
        : `Failed writing Secret ${namespace}/${name}: ${reasonOf(error)}`,
    );
  }
}
