import type { Send } from "./api.js";
import type { StoredObject } from "./api-server.js";
import {
  customResource,
  edited,
  foreignSecret,
  retyped,
  sourceSecret,
  userObject,
} from "./objects.js";
import { uidOf, type Owned } from "./rules.js";
import {
  sources,
  type Edit,
  type Place,
  type Sequence,
  type User,
} from "./sequences.js";

/** Something that needs a Secret. */
interface LiveUser {
  readonly user: User;
  readonly name: string;
  /** Where the API server has it; null for a custom resource, which is known by its Deploy. */
  readonly path: string | null;
}

/** A cluster, as others than the patch use it, and what is known of it. */
export interface Cluster {
  readonly server: Send;
  /** Before the name of each namespace. */
  readonly prefix: string;
  /** What each Secret is to the patch. */
  readonly owned: Owned;
  /** `<namespace>/<name>` of all copies that the patch has made. */
  readonly made: Set<string>;
  readonly users: LiveUser[];
  readonly pathOf: (place: Place) => string;
  readonly read: (path: string) => Promise<StoredObject | null>;
  /** All states that a source has had. */
  readonly statesOf: (source: Place) => readonly StoredObject[];
  /** To be called for each new state of a Secret: it may be a source. */
  readonly remember: (place: Place, secret: StoredObject) => void;
  readonly edit: (edit: Edit) => Promise<void>;
  readonly add: (user: User) => Promise<void>;
  /** Removes a user, by its place among them. */
  readonly end: (index: number) => Promise<void>;
  /** `<namespace>/<name>` of each Secret that something needs. */
  readonly needed: () => Promise<Set<string>>;
  /** Custom resources that name Secrets. */
  readonly resources: () => object[];
}

/** A cluster with what a sequence begins with, and no write of the patch's. */
export async function startCluster(
  sequence: Sequence,
  server: Send,
  prefix: string,
): Promise<Cluster> {
  const owned: Owned = new Map();
  const sourceStates = new Map<string, StoredObject[]>();
  const users: LiveUser[] = [];
  let words = 0;
  let names = 0;
  const nextWord = () => `w${String(++words)}`;
  const moved = <T extends { readonly namespace: string }>(place: T): T => ({
    ...place,
    namespace: prefix + place.namespace,
  });
  const secretsOf = ({ namespace }: Place) =>
    `/api/v1/namespaces/${prefix}${namespace}/secrets`;
  const pathOf = (place: Place) => `${secretsOf(place)}/${place.name}`;
  const isSource = (place: Place) =>
    sources.some((source) => pathOf(source) === pathOf(place));

  /** A request that must succeed. */
  async function send(
    method: string,
    path: string,
    body?: object,
    query: Record<string, string> = { fieldManager: "kubectl" },
  ): Promise<void> {
    const apply = method === "PATCH";
    const request = { method, path, query, apply, ...(body && { body }) };
    const { status, body: answer } = await server(request);
    if (status >= 300)
      throw new Error(
        `${method} ${path}: ${String(status)} ${JSON.stringify(answer)}`,
      );
  }

  async function read(path: string): Promise<StoredObject | null> {
    const request = { method: "GET", path, query: {}, apply: false };
    const { status, body } = await server(request);
    return status === 200 ? (body as StoredObject) : null;
  }

  function remember(place: Place, secret: StoredObject): void {
    if (!isSource(place)) return;
    const key = pathOf(place);
    sourceStates.set(key, [...(sourceStates.get(key) ?? []), secret]);
  }

  async function create(place: Place, secret: StoredObject): Promise<void> {
    await send("POST", secretsOf(place), secret);
    remember(place, secret);
  }

  async function edit(change: Edit): Promise<void> {
    const path = pathOf(change);
    const before = await read(path);
    const { what } = change;
    if (before === null) {
      if (what === "create")
        await create(change, foreignSecret(moved(change), "other", ""));
      return;
    }
    if (what === "create") return;
    const isFrozen = before.immutable === true;
    if (what === "type" || (isFrozen && isSource(change))) {
      await send("DELETE", path);
      const isPullSecret = before.type !== "Opaque";
      await create(
        change,
        what === "type"
          ? retyped(before, nextWord())
          : sourceSecret(moved(change), nextWord(), isPullSecret),
      );
      return;
    }
    if (isFrozen && what === "data") return;
    const after = edited(before, what, nextWord());
    // What has lost its marker, or is gone, is none of the patch's any more.
    if (what === "strip" || after === null) owned.delete(uidOf(before));
    if (after === null) {
      await send("DELETE", path);
      return;
    }
    await send("PUT", path, after);
    remember(change, after);
  }

  async function add(user: User): Promise<void> {
    const name = `user-${String(++names)}`;
    if (user.by === "resource") {
      users.push({ user, name, path: null });
      return;
    }
    const { path, object } = userObject(moved(user), name);
    if (user.by === "our-account")
      await send("PATCH", `${path}/${name}`, object, {
        fieldManager: "garden-pull-secrets",
        force: "true",
      });
    else await send("POST", path, object);
    users.push({ user, name, path: `${path}/${name}` });
  }

  async function end(index: number): Promise<void> {
    const [ended] = users.splice(index, 1);
    if (ended?.path)
      await send("DELETE", ended.path, { gracePeriodSeconds: 0 });
  }

  async function needed(): Promise<Set<string>> {
    const found = new Set<string>();
    for (const { user, path } of users) {
      const key = `${prefix}${user.namespace}/${user.secret}`;
      // What was taken off a list of ours is not needed any more.
      const isListed =
        user.by !== "our-account" ||
        (await read(path ?? ""))?.imagePullSecrets?.some(
          ({ name }) => name === user.secret,
        );
      if (isListed) found.add(key);
    }
    return found;
  }

  for (const [index, place] of sources.entries()) {
    const isPullSecret = place.name !== "app" || sequence.appIsPullSecret;
    const word = index === 0 ? "first" : nextWord();
    await create(place, sourceSecret(moved(place), word, isPullSecret));
  }
  for (const { what, ...place } of sequence.there)
    await create(place, foreignSecret(moved(place), what, `${prefix}creds-a`));
  for (const user of sequence.users) await add(user);
  return {
    ...{ server, prefix, owned, users, pathOf, read, remember },
    ...{ edit, add, end, needed },
    made: new Set(),
    statesOf: (source) => sourceStates.get(pathOf(source)) ?? [],
    resources: () =>
      users.flatMap(({ user, name, path }) =>
        path === null ? [customResource(moved(user), name)] : [],
      ),
  };
}
