import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import type { Asker } from "./asker.js";
import type { WatchBody } from "./watch-events.js";

/** Where pods are looked at, and for which command. */
export interface PodScope extends Asker {
  readonly namespace: string;
}

/** What can be watched. Of events, those that warn of pods. */
export interface Watched {
  readonly pods: V1Pod;
  readonly events: CoreV1Event;
}

/** What is reported to those who follow: what there is after each change, or that it can't be watched. */
export interface Follower<T> {
  changed(objects: readonly T[]): void;
  failed(): void;
}

/** Which command watches what, and where. */
export interface WatchPlace {
  readonly session: string;
  readonly server: string;
  readonly namespace: string;
  readonly resource: keyof Watched;
}

/** A watch, from the request on, with all who follow it. */
export interface Watch extends WatchPlace {
  readonly followers: Set<Follower<never>>;
  /** By uid; empty until the API server has reported some. */
  objects: ReadonlyMap<string, object>;
  state: "open" | "failed" | "ended";
  body?: WatchBody;
}
