import type { V1Pod } from "@kubernetes/client-node";
import { statusOf } from "./api-failure.js";
import type { GardenLog, KubeApi } from "./garden.js";
import { watchEvents, type WatchBody } from "./pod-events.js";
import { memoryScope } from "./pull-secret-copies.js";

/** Where pods are looked at, and for which command. */
export interface PodScope {
  readonly api: KubeApi;
  readonly log: GardenLog;
  readonly namespace: string;
}

/** What is told to those who follow: the namespace's pods after each change, or that they can't be watched. */
export interface PodFollower {
  changed(pods: readonly V1Pod[]): void;
  failed(): void;
}

interface PodWatch {
  readonly key: string;
  readonly session: string;
  readonly followers: Set<PodFollower>;
  /** Null until they have been listed. */
  pods: Map<string, V1Pod> | null;
  state: "open" | "failed" | "ended";
  body?: WatchBody;
}

/** A watch that breaks off is begun anew after so many milliseconds, then given up. */
const pauses = [0, 500, 1000, 2000, 4000];

/** One that held for so long was a good one. */
const goodMs = 30_000;

const watches = new Map<string, PodWatch>();

/** Follows the pods of a namespace: one list and one watch for all followers of a command. Returns what ends it. The
 *  watch stays open when nobody follows, for the next action of the command, until another command follows pods or the
 *  API server ends it. */
export function followPods(scope: PodScope, follower: PodFollower): () => void {
  const [session, server] = memoryScope(scope.api, scope.log);
  endOthers(session);
  const key = JSON.stringify([session, server, scope.namespace]);
  const watch = watches.get(key) ?? startWatch(scope, session, key);
  watch.followers.add(follower);
  queueMicrotask(() => {
    if (!watch.followers.has(follower)) return;
    if (watch.state === "failed") follower.failed();
    else if (watch.pods !== null) follower.changed([...watch.pods.values()]);
  });
  return () => void watch.followers.delete(follower);
}

/** Ends all watches. */
export function endWatches(): void {
  for (const watch of watches.values()) end(watch);
}

function endOthers(session: string): void {
  for (const watch of watches.values()) {
    if (watch.session !== session && watch.followers.size === 0) end(watch);
  }
}

function end(watch: PodWatch): void {
  watch.state = "ended";
  watch.body?.destroy?.();
  watches.delete(watch.key);
}

function startWatch(scope: PodScope, session: string, key: string): PodWatch {
  const watch: PodWatch = {
    key,
    session,
    followers: new Set(),
    pods: null,
    state: "open",
  };
  watches.set(key, watch);
  void keep(watch, scope);
  return watch;
}

async function keep(watch: PodWatch, scope: PodScope): Promise<void> {
  for (let broken = 0; broken < pauses.length; broken++) {
    await pause(pauses[broken] ?? 0);
    const began = Date.now();
    try {
      await listAndWatch(watch, scope);
    } catch (error) {
      if (statusOf(error) === 403) {
        fail(watch);
        return;
      }
    }
    if (watch.state === "ended") return;
    if (watch.followers.size === 0) {
      end(watch);
      return;
    }
    if (Date.now() - began > goodMs) broken = 0;
  }
  watches.delete(watch.key);
  fail(watch);
}

/** A watch that is forbidden is not tried again by the same command. */
function fail(watch: PodWatch): void {
  watch.state = "failed";
  for (const follower of watch.followers) follower.failed();
}

/** Returns when the watch is over. */
async function listAndWatch(watch: PodWatch, scope: PodScope): Promise<void> {
  const tell = (pods: ReadonlyMap<string, V1Pod>): void => {
    for (const follower of watch.followers)
      follower.changed([...pods.values()]);
  };
  const list = (await (await get(scope, {})).json()) as PodList;
  const pods = new Map(list.items.map((pod) => [uidOf(pod), pod]));
  watch.pods = pods;
  if (watch.state === "ended") return;
  tell(pods);
  const { body } = await get(scope, {
    watch: "true",
    resourceVersion: list.metadata.resourceVersion,
  });
  watch.body = body;
  // It may have been ended while the request was under way.
  if (watch.state !== "open") {
    body.destroy?.();
    return;
  }
  for await (const { type, object } of watchEvents(body)) {
    switch (type) {
      case "ADDED":
      case "MODIFIED":
        pods.set(uidOf(object), object);
        break;
      case "DELETED":
        pods.delete(uidOf(object));
        break;
      case "ERROR":
        // What the list told is too old to go on from.
        return;
    }
    tell(pods);
  }
}

interface PodList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly V1Pod[];
}

async function get(
  { api, log, namespace }: PodScope,
  query: Record<string, string>,
): ReturnType<KubeApi["request"]> {
  return await api.request({
    log,
    path: `/api/v1/namespaces/${namespace}/pods`,
    opts: { query },
  });
}

function uidOf({ metadata }: V1Pod): string {
  return metadata?.uid ?? metadata?.name ?? "";
}

/** Never keeps the process alive. */
async function pause(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
