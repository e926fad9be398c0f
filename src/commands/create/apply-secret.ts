import type { V1Secret } from "@kubernetes/client-node";
import { inTime, reasonOf, statusOf } from "../../cluster/api-failure.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { GardenLog } from "../../garden/garden.js";
import { applying } from "../../garden/applying-api.js";
import { CreateError } from "./target.js";

/** Who owns the fields that `create` writes (Kubernetes, server-side apply). */
export const fieldManager = "garden-pull-secrets";

/** Writes the Secret by server-side apply, through Garden's own client. The user was asked: fields that somebody else
 *  owns are taken over. Throws CreateError. */
export async function applySecret(
  cluster: KubeApi,
  secret: V1Secret,
  log: GardenLog,
): Promise<void> {
  const { name = "", namespace = "" } = secret.metadata ?? {};
  try {
    await inTime(() =>
      applying(cluster).request({
        log,
        path: `/api/v1/namespaces/${namespace}/secrets/${name}`,
        opts: {
          method: "PATCH",
          query: { fieldManager, force: "true" },
          body: secret,
        },
      }),
    );
  } catch (error) {
    throw new CreateError(
      statusOf(error) === 409
        ? `Secret ${namespace}/${name} was changed by somebody else in the meantime, and is as they left it: run this again.`
        : `Failed writing Secret ${namespace}/${name}: ${reasonOf(error)}`,
    );
  }
}
