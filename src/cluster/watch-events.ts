import type { KubernetesObject } from "@kubernetes/client-node";
import type { KubeApi } from "../garden/kube-api.js";

export type WatchBody = Awaited<ReturnType<KubeApi["request"]>>["body"];

/** What the API server reports of one object. `ERROR`, with a Status for its object, is the last one. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "ERROR";
  readonly object: KubernetesObject;
}

/** The events of a watch, as many as come at once: the API server sends one a line, and lines may be torn anywhere. */
export async function* watchEvents(
  body: WatchBody,
): AsyncGenerator<WatchEvent[]> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  for await (const chunk of body) {
    const text =
      typeof chunk === "string"
        ? chunk
        : decoder.decode(chunk, { stream: true });
    const [first = "", ...others] = text.split("\n");
    rest.push(first);
    if (others.length === 0) continue;
    const lines = [rest.join(""), ...others.slice(0, -1)];
    rest = others.slice(-1);
    yield lines
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as WatchEvent);
  }
}

/** Brings what is known up to date; false where that can't be done. */
export function take(
  objects: Map<string, object>,
  { type, object }: WatchEvent,
): boolean {
  const { uid, name } = object.metadata ?? {};
  const id = uid ?? name ?? "";
  switch (type) {
    case "ADDED":
    case "MODIFIED":
      objects.set(id, object);
      return true;
    case "DELETED":
      objects.delete(id);
      return true;
    case "ERROR":
      return false;
  }
}
