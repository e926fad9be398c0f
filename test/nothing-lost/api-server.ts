import { isDeepStrictEqual } from "node:util";
import type { V1ObjectMeta } from "@kubernetes/client-node";
import type { ApiAnswer, ApiRequest } from "./api.js";

/** Any object, as far as this server looks at it. */
export interface StoredObject {
  readonly metadata: V1ObjectMeta;
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
}

/** An API server in memory. It stands in for kube-apiserver, and does what our requests to it need: names, uids and
 *  resourceVersions, label selectors, preconditions, what can't be changed of a Secret, applies of one manager's fields,
 *  and who manages the list of a ServiceAccount. Its answers are compared with a real one's in
 *  test/cluster/suites/nothing-lost.test.ts. */
export function createApiServer(): (request: ApiRequest) => ApiAnswer {
  const collections = new Map<string, Map<string, StoredObject>>();
  let version = 0;
  let uids = 0;

  function collectionOf({ namespace, plural }: Place) {
    const key = `${namespace}/${plural}`;
    const found = collections.get(key) ?? new Map<string, StoredObject>();
    collections.set(key, found);
    return found;
  }

  function store(
    place: Place,
    before: StoredObject | null,
    object: StoredObject,
  ): ApiAnswer {
    const { name, namespace } = place;
    const { uid = `u-${String(++uids)}`, resourceVersion } =
      before?.metadata ?? {};
    const metadata = withoutEmpty({ ...object.metadata, name, namespace, uid });
    if (before !== null && resourceVersion !== undefined) {
      const same = { ...object, metadata: { ...metadata, resourceVersion } };
      if (isDeepStrictEqual(same, before)) return { status: 200, body: before };
    }
    const next = { resourceVersion: String(++version) };
    const after = frozen({ ...object, metadata: { ...metadata, ...next } });
    collectionOf(place).set(name, after);
    return { status: before === null ? 201 : 200, body: after };
  }

  function change(
    place: Place,
    before: StoredObject,
    object: StoredObject,
  ): ApiAnswer {
    if (!holds(object.metadata, before))
      return status(409, "the object has been modified");
    if (object.type !== before.type)
      return status(422, "type: field is immutable");
    const isKept =
      isDeepStrictEqual(object.data, before.data) && object.immutable === true;
    if (before.immutable === true && !isKept)
      return status(422, "data: field is immutable when `immutable` is set");
    return store(place, before, object);
  }

  return ({ method, path, query, body = {}, apply }) => {
    const place = placeOf(path);
    const objects = collectionOf(place);
    if (method === "GET" && place.name === "")
      return { status: 200, body: { items: select(objects, query) } };
    const found = objects.get(place.name) ?? null;
    if (method === "GET")
      return found === null
        ? status(404, "not found")
        : { status: 200, body: found };
    const given = JSON.parse(JSON.stringify(body)) as StoredObject;
    const manager = query["fieldManager"] ?? "other";
    if (method === "POST") {
      const { name = "" } = given.metadata;
      return objects.has(name)
        ? status(409, "already exists")
        : store(
            { ...place, name },
            null,
            managed(given, null, manager, "Update"),
          );
    }
    if (method === "PATCH" && apply) {
      if (found !== null) {
        const merged = merge(found, given);
        return change(place, found, managed(merged, found, manager, "Apply"));
      }
      return given.metadata.uid === undefined
        ? store(place, null, managed(given, null, manager, "Apply"))
        : status(409, "uid mismatch");
    }
    if (found === null) return status(404, "not found");
    if (method === "PUT")
      return change(place, found, managed(given, found, manager, "Update"));
    const { preconditions = {} } = given as { preconditions?: Guard };
    if (!holds(preconditions, found))
      return status(409, "the precondition failed");
    objects.delete(place.name);
    return status(200, "deleted");
  };
}

/** The API server keeps no empty map and no empty list. */
function withoutEmpty(metadata: V1ObjectMeta): V1ObjectMeta {
  return Object.fromEntries(
    Object.entries(metadata).filter(
      ([, value]) =>
        !isDeepStrictEqual(value, {}) && !isDeepStrictEqual(value, []),
    ),
  );
}

/** Nobody changes what was read. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

interface Guard {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

function holds({ uid, resourceVersion }: Guard, { metadata }: StoredObject) {
  return (
    (uid ?? metadata.uid) === metadata.uid &&
    (resourceVersion ?? metadata.resourceVersion) === metadata.resourceVersion
  );
}

interface Place {
  readonly namespace: string;
  readonly plural: string;
  /** Empty for the whole list. */
  readonly name: string;
}

function placeOf(path: string): Place {
  const [namespace = "", plural = "", name = ""] =
    path.split("/namespaces/")[1]?.split("/") ?? [];
  return { namespace, plural, name };
}

export function status(code: number, message: string): ApiAnswer {
  return { status: code, body: { kind: "Status", code, message } };
}

/** In order of their names. */
function select(
  objects: ReadonlyMap<string, StoredObject>,
  { labelSelector = "" }: Readonly<Record<string, string>>,
): StoredObject[] {
  const terms = labelSelector.split(",").filter((term) => term !== "");
  return [...objects]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, object]) => object)
    .filter(({ metadata: { labels = {} } }) =>
      terms.every((term) => {
        const [label = "", value = labels[label]] = term.split("=");
        return label in labels && labels[label] === value;
      }),
    );
}

/** What an apply of a Secret or a ServiceAccount makes of it (Kubernetes, server-side apply): maps by key, the list as a
 *  whole. */
function merge(before: StoredObject, given: StoredObject): StoredObject {
  const { metadata, data } = before;
  return {
    ...before,
    ...given,
    metadata: {
      ...metadata,
      ...given.metadata,
      labels: { ...metadata.labels, ...given.metadata.labels },
      annotations: { ...metadata.annotations, ...given.metadata.annotations },
    },
    ...(data && { data: { ...data, ...given.data } }),
  };
}

/** The object with who manages its list of pull secrets, the only field of which that is kept here. An empty manager stands
 *  for none (Kubernetes, server-side apply). */
function managed(
  object: StoredObject,
  before: StoredObject | null,
  manager: string,
  operation: "Apply" | "Update",
): StoredObject {
  const given =
    object.metadata.managedFields ?? before?.metadata.managedFields ?? [];
  const known = given.filter((entry) => entry.manager !== undefined);
  const { imagePullSecrets: list } = object;
  const isWritten =
    operation === "Apply"
      ? list !== undefined
      : !isDeepStrictEqual(list, before?.imagePullSecrets);
  const fieldsV1 = { "f:imagePullSecrets": {} };
  const own = list === undefined ? [] : [{ manager, operation, fieldsV1 }];
  const managedFields = isWritten ? own : known;
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      managedFields,
    },
  };
}
