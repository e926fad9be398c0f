import type { V1Pod } from "@kubernetes/client-node";
import type { KubeApi } from "./garden.js";

export type WatchBody = Awaited<ReturnType<KubeApi["request"]>>["body"];

/** What the API server tells of one pod. `ERROR`, with a Status for its object, is the last one. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "ERROR";
  readonly object: V1Pod;
}

/** The events of a watch: the API server sends one a line, and lines may be torn anywhere. */
export async function* watchEvents(
  body: WatchBody,
): AsyncGenerator<WatchEvent> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  for await (const chunk of body) {
    const text =
      typeof chunk === "string"
        ? chunk
        : decoder.decode(chunk, { stream: true });
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      const whole = [...rest, line].join("");
      rest = [];
      if (whole !== "") yield JSON.parse(whole) as WatchEvent;
    }
    rest.push(last);
  }
}
