import type { V1Secret } from "@kubernetes/client-node";
import { SecretError, type SecretApi } from "../secrets/secret-api.js";
import { reasonOf, statusOf } from "./api-failure.js";
import { inTime } from "./in-time.js";
import type { KubeApi } from "../garden/kube-api.js";

/** The Secret requests, by Garden's own client: its retries, proxies and credentials. */
export function secretApi(api: KubeApi): SecretApi {
  const { core } = api;
  return {
    read: async (name, namespace) =>
      await request("reading", name, namespace, [404], null, () =>
        core.readNamespacedSecret({ name, namespace }),
      ),
    create: async (secret, namespace) =>
      await request(
        "creating",
        nameOf(secret),
        namespace,
        [409],
        false,
        async () => {
          await core.createNamespacedSecret({ namespace, body: secret });
          return true;
        },
      ),
    update: async (secret, namespace) =>
      await request(
        "updating",
        nameOf(secret),
        namespace,
        [404, 409],
        false,
        async () => {
          await core.replaceNamespacedSecret({
            name: nameOf(secret),
            namespace,
            body: secret,
          });
          return true;
        },
      ),
    remove: async (name, namespace, { uid, resourceVersion }) =>
      await request(
        "deleting",
        name,
        namespace,
        [404, 409],
        false,
        async () => {
          await core.deleteNamespacedSecret({
            name,
            namespace,
            body: { preconditions: { uid, resourceVersion } },
          });
          return true;
        },
      ),
  };
}

function nameOf(secret: V1Secret): string {
  return secret.metadata?.name ?? "";
}

/** `send`'s answer, or `otherwise` for an expected status. Errors name the Secret and never quote it. */
async function request<T>(
  verb: string,
  name: string,
  namespace: string,
  expected: readonly number[],
  otherwise: T,
  send: () => Promise<T>,
): Promise<T> {
  try {
    return await inTime(send);
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && expected.includes(status)) return otherwise;
    throw new SecretError(
      `Failed ${verb} Secret '${name}' in namespace '${namespace}': ${reasonOf(error)}`,
    );
  }
}
