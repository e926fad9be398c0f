import type { Seen } from "../secrets/secret-api.js";
import { inTime } from "./in-time.js";
import type { KubeApi, KubeRequest } from "../garden/kube-api.js";
import type { GardenLog } from "../garden/garden.js";
import type { Manifest } from "../manifests/pod-specs.js";

/** The requests of `clean`, by Garden's own client. They reject with its errors: see `statusOf` and `reasonOf`. */
export interface CleanRequests {
  /** The items of a list. In a list, objects have no kind of their own. */
  list(path: string, labelSelector?: string): Promise<readonly object[]>;
  get(path: string): Promise<object>;
  /** An object of a kind whose path is not known. */
  read(manifest: Manifest, namespace: string): Promise<Manifest>;
  /** Puts an object in the place of the one that was read, by its uid and resourceVersion, and returns what came of it. */
  replace(path: string, object: object, fieldManager: string): Promise<object>;
  remove(path: string, preconditions: Seen): Promise<void>;
}

export function cleanRequests(api: KubeApi, log: GardenLog): CleanRequests {
  const ask = async (
    path: string,
    opts: KubeRequest["opts"] = {},
  ): Promise<object> =>
    (await inTime(async () =>
      (await api.request({ log, path, opts })).json(),
    )) as object;
  return {
    async list(path, labelSelector) {
      const query = labelSelector === undefined ? {} : { labelSelector };
      const { items } = (await ask(path, { query })) as { items: object[] };
      return items;
    },
    get: (path) => ask(path),
    read: (manifest, namespace) =>
      inTime(() => api.readBySpec({ namespace, manifest, log })),
    replace: (path, body, fieldManager) =>
      ask(path, { method: "PUT", query: { fieldManager }, body }),
    async remove(path, preconditions) {
      const body = { apiVersion: "v1", kind: "DeleteOptions", preconditions };
      await ask(path, { method: "DELETE", body });
    },
  };
}
