import { reasonOf, statusOf } from "./api-failure.js";
import { scopeOf } from "./asker.js";
import { watches } from "./memory.js";
import { take, watchEvents } from "./watch-events.js";
import type {
  Follower,
  PodScope,
  Watch,
  Watched,
  WatchPlace,
} from "./watch.js";
import { logLine } from "../garden/log-line.js";

const queries: Readonly<Record<keyof Watched, Record<string, string>>> = {
  pods: {},
  events: { fieldSelector: "involvedObject.kind=Pod,type=Warning" },
};

/** A watch that breaks off is begun again after so many milliseconds, then given up. */
const pauses = [0, 500, 1000, 2000, 4000];

/** One that held for so long was a good one. */
const goodMs = 30_000;

/** Follows the pods of a namespace, or its events: one watch for all followers of a command. Returns what ends it. The
 *  watch stays open when nobody follows, for the next action of the command, until another command follows or the API
 *  server ends it. */
export function follow<R extends keyof Watched>(
  scope: PodScope,
  resource: R,
  follower: Follower<Watched[R]>,
): () => void {
  const [session, server] = scopeOf(scope);
  endOthers(session);
  const { namespace } = scope;
  const place = { session, server, namespace, resource };
  const watch = watchOf(place) ?? startWatch(scope, place);
  watch.followers.add(follower);
  queueMicrotask(() => {
    if (!watch.followers.has(follower)) return;
    if (watch.state === "failed") follower.failed();
    else if (watch.objects.size > 0) notify(watch, follower);
  });
  return () => void watch.followers.delete(follower);
}

function watchOf(place: WatchPlace): Watch | undefined {
  return [...watches].find(
    ({ session, server, namespace, resource }) =>
      session === place.session &&
      server === place.server &&
      namespace === place.namespace &&
      resource === place.resource,
  );
}

/** A watch's followers follow its own resource, which types can't say. */
function notify({ objects }: Watch, follower: Follower<never>): void {
  follower.changed([...objects.values()] as never[]);
}

/** Ends all watches. */
export function endWatches(): void {
  for (const watch of watches) end(watch);
}

function endOthers(session: string): void {
  for (const watch of watches) {
    if (watch.session !== session && watch.followers.size === 0) end(watch);
  }
}

function end(watch: Watch): void {
  watch.state = "ended";
  watch.body?.destroy?.();
  watches.delete(watch);
}

function startWatch(scope: PodScope, place: WatchPlace): Watch {
  const watch: Watch = {
    ...place,
    followers: new Set(),
    objects: new Map(),
    state: "open",
  };
  watches.add(watch);
  void keep(watch, scope);
  return watch;
}

async function keep(watch: Watch, scope: PodScope): Promise<void> {
  let reason = "the watch ends at once";
  for (let broken = 0; broken < pauses.length; broken++) {
    await pause(pauses[broken] ?? 0);
    const began = Date.now();
    try {
      await watchOnce(watch, scope);
    } catch (error) {
      reason = reasonOf(error);
      if (statusOf(error) === 403) {
        fail(watch, scope, reason);
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
  watches.delete(watch);
  fail(watch, scope, reason);
}

/** A watch that is forbidden is not tried again by the same command. */
function fail(
  watch: Watch,
  { log, namespace }: PodScope,
  reason: string,
): void {
  watch.state = "failed";
  logLine(
    log,
    "warn",
    `garden-pull-secrets: Failed watching ${watch.resource} in namespace '${namespace}': ${reason}. ` +
      "Failed pulls are not explained there, or later.",
  );
  for (const follower of watch.followers) follower.failed();
}

/** Returns when the watch is over. One that names no version begins with all that there is (Kubernetes API concepts, "Get
 *  State and Start at Most Recent"), so no list is needed. */
async function watchOnce(
  watch: Watch,
  { api, log, namespace }: PodScope,
): Promise<void> {
  const { body } = await api.request({
    log,
    path: `/api/v1/namespaces/${namespace}/${watch.resource}`,
    opts: { query: { watch: "true", ...queries[watch.resource] } },
  });
  watch.body = body;
  // It may have been ended while the request was under way.
  if (watch.state !== "open") {
    body.destroy?.();
    return;
  }
  const objects = new Map<string, object>();
  watch.objects = objects;
  for await (const events of watchEvents(body)) {
    // What follows an error can't be known.
    if (!events.every((event) => take(objects, event))) return;
    for (const follower of watch.followers) notify(watch, follower);
  }
}

/** Never keeps the process alive. */
async function pause(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
