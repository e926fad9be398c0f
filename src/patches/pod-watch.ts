import type { V1Pod } from "@kubernetes/client-node";
import { statusOf } from "./api-failure.js";
import type { GardenLog, KubeApi } from "./garden.js";
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
  readonly pods: Map<string, V1Pod>;
  readonly followers: Set<PodFollower>;
  /** Null until the pods have been listed once. */
  listed: boolean;
  failed: boolean;
  end(): void;
  idle?: NodeJS.Timeout;
}

/** How long a watch that nobody follows stays open: actions of one command follow each other. */
const idleMs = 10_000;

/** A watch that breaks off is begun anew so many times at most. */
const attempts = 5;

const watches = new Map<string, PodWatch>();

/** Follows the pods of a namespace: one list and one watch for all followers of a command. Returns what ends it. */
export function followPods(scope: PodScope, follower: PodFollower): () => void {
  const key = JSON.stringify([
    ...memoryScope(scope.api, scope.log),
    scope.namespace,
  ]);
  const watch = watches.get(key) ?? startWatch(scope);
  watches.set(key, watch);
  clearTimeout(watch.idle);
  watch.followers.add(follower);
  if (watch.failed) queueMicrotask(() => follower.failed());
  else if (watch.listed)
    queueMicrotask(() => follower.changed([...watch.pods.values()]));
  return () => {
    watch.followers.delete(follower);
    if (watch.followers.size > 0) return;
    watch.idle = setTimeout(() => {
      watch.end();
      watches.delete(key);
    }, idleMs);
    watch.idle.unref();
  };
}

function startWatch(scope: PodScope): PodWatch {
  let body: ResponseBody | undefined;
  const state = { ended: false };
  const watch: PodWatch = {
    pods: new Map(),
    followers: new Set(),
    listed: false,
    failed: false,
    end() {
      state.ended = true;
      body?.destroy?.();
    },
  };
  const tell = () => {
    for (const follower of watch.followers)
      follower.changed([...watch.pods.values()]);
  };

  void (async () => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        const list = (await (await get(scope, {})).json()) as PodList;
        watch.pods.clear();
        for (const pod of list.items) watch.pods.set(uidOf(pod), pod);
        watch.listed = true;
        tell();
        const query = {
          watch: "true",
          resourceVersion: list.metadata.resourceVersion,
        };
        body = (await get(scope, query)).body;
        for await (const { type, object } of eventsOf(body)) {
          if (type === "ERROR") break;
          if (type === "DELETED") watch.pods.delete(uidOf(object));
          else watch.pods.set(uidOf(object), object);
          tell();
        }
      } catch (error) {
        if (state.ended || statusOf(error) === 403) break;
      }
      if (state.ended) return;
    }
    if (state.ended) return;
    watch.failed = true;
    for (const follower of watch.followers) follower.failed();
  })();
  return watch;
}

type ResponseBody = Awaited<ReturnType<KubeApi["request"]>>["body"];

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

interface PodList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly V1Pod[];
}
interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "ERROR";
  readonly object: V1Pod;
}

/** The API server sends an event a line. */
async function* eventsOf(body: ResponseBody): AsyncGenerator<WatchEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text +=
      typeof chunk === "string"
        ? chunk
        : decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as WatchEvent;
  }
}

function uidOf({ metadata }: V1Pod): string {
  return metadata?.uid ?? metadata?.name ?? "";
}
