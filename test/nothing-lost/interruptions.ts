import type { ApiAnswer, ApiRequest } from "./api.js";
import { status, type StoredObject } from "./api-server.js";
import type { Cluster } from "./cluster.js";
import type { Edit, Step } from "./sequences.js";

/** What comes between the requests of a step. */
export interface Interruptions {
  /** Lets happen what happens before a request. Returns what is answered in place of the cluster's own answer, and whether
   *  the request takes effect all the same; null where nothing is. */
  before(
    request: ApiRequest,
  ): Promise<{ answer: ApiAnswer; takesEffect: boolean } | null>;
  /** `<namespace>/<name>` of what somebody else has deleted so. */
  readonly deleted: ReadonlySet<string>;
}

export function createInterruptions(
  { interruptions }: Step,
  cluster: Cluster,
): Interruptions {
  const count = { requests: 0, writes: 0 };
  const deleted = new Set<string>();

  async function edit(change: Edit): Promise<void> {
    const { namespace, name, what } = change;
    if (what === "delete") deleted.add(`${cluster.prefix}${namespace}/${name}`);
    await cluster.edit(change);
  }

  return {
    deleted,
    async before(request) {
      const isWrite = request.method !== "GET";
      const now = { ...count };
      count.requests++;
      if (isWrite) count.writes++;
      for (const { at, of, what } of interruptions) {
        if (at !== now[of] || (of === "writes" && !isWrite)) continue;
        if ("answer" in what) {
          const { takesEffect } = what;
          return { answer: status(what.answer, "injected"), takesEffect };
        }
        if ("edit" in what) await edit(what.edit);
        else {
          const place = secretOf(request, cluster.prefix);
          if (place !== null) await edit({ ...place, what: what.meanwhile });
        }
      }
      return null;
    },
  };
}

/** The path of the object that a write is about. */
export function objectPath({ method, path, body }: ApiRequest): string {
  const { metadata } = (body ?? {}) as Partial<StoredObject>;
  return method === "POST" ? `${path}/${metadata?.name ?? ""}` : path;
}

/** Null where the request is about no Secret. */
function secretOf(
  request: ApiRequest,
  prefix: string,
): { namespace: string; name: string } | null {
  const [, namespace = "", name] =
    /namespaces\/([^/]+)\/secrets\/([^/]+)$/.exec(objectPath(request)) ?? [];
  return name === undefined
    ? null
    : { namespace: namespace.slice(prefix.length), name };
}
