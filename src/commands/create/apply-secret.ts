import type { V1Secret } from "@kubernetes/client-node";
import { inTime, reasonOf } from "../../patches/api-failure.js";
import type { KubeApi } from "../../patches/garden.js";
import type { Log } from "../garden.js";
import { CreateError } from "./target.js";

/** Who owns the fields that `create` writes (Kubernetes, server-side apply). */
export const fieldManager = "garden-pull-secrets";

interface FetchOptions {
  readonly headers: { set(name: string, value: string): void };
}

interface KubeConfig {
  applyToFetchOptions(options: object): Promise<FetchOptions>;
}

/** The part of Garden's client that sends requests of any kind. */
interface RequestingApi {
  readonly config: KubeConfig;
  request(params: {
    log: Log;
    path: string;
    opts: { method: string; query: Record<string, string>; body: object };
  }): Promise<unknown>;
}

/** Writes the Secret by server-side apply, through Garden's own client. The user was asked: fields that somebody else
 *  owns are taken over. Throws CreateError. */
export async function applySecret(
  cluster: KubeApi,
  secret: V1Secret,
  log: Log,
): Promise<void> {
  const { name = "", namespace = "" } = secret.metadata ?? {};
  try {
    await inTime(() =>
      applying(cluster as unknown as RequestingApi).request({
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
      `Failed writing Secret ${namespace}/${name}: ${reasonOf(error)}`,
    );
  }
}

/** Garden's client sends JSON; the API server takes an apply only under a type of its own, of which JSON is a part. */
function applying(api: RequestingApi): RequestingApi {
  const config = Object.create(api.config, {
    applyToFetchOptions: {
      value: async (options: object) => {
        const found = await api.config.applyToFetchOptions(options);
        const { headers } = found;
        const set = headers.set.bind(headers);
        headers.set = (name, value) =>
          set(
            name,
            name.toLowerCase() === "content-type"
              ? "application/apply-patch+yaml"
              : value,
          );
        return found;
      },
    },
  }) as KubeConfig;
  return Object.create(api, { config: { value: config } }) as RequestingApi;
}
