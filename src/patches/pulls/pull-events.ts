import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import type { ExplainedPull, FailedPull } from "./failed-pulls.js";

/** What is known of some pods' pulls. */
export interface Pulls {
  readonly pods: readonly V1Pod[];
  readonly events: readonly CoreV1Event[];
  readonly followsEvents: boolean;
  /** By container and cause: failures since they were first seen. */
  readonly known: ReadonlyMap<string, KnownFailure>;
  /** By container: while it waits to try again, the kubelet of older clusters does not repeat why. */
  readonly last: ReadonlyMap<string, FailedPull>;
  /** `unknown` where no pod is seen, or one fails in a way that is not understood. */
  readonly state: "well" | "waiting" | "ended" | "unknown";
  /** The last explanation, in short where it was given as a warning, or null. */
  readonly explanation: string | null;
  readonly isStopped: boolean;
}

interface KnownFailure {
  /** In milliseconds. */
  readonly since: number;
  /** Null until the pod's Secrets have been looked at. */
  readonly reported: ExplainedPull | null;
}

export const noPulls: Pulls = {
  pods: [],
  events: [],
  followsEvents: false,
  known: new Map(),
  last: new Map(),
  state: "unknown",
  explanation: null,
  isStopped: false,
};

/** What happens to a look at pulls. */
export type PullEvent =
  | { readonly type: "pods"; readonly pods: readonly V1Pod[] }
  | { readonly type: "events"; readonly events: readonly CoreV1Event[] }
  /** The pods can't be watched. */
  | { readonly type: "unwatchable" }
  /** What `explain` asked for, with its key. */
  | {
      readonly type: "explained";
      readonly key: string;
      readonly reported: ExplainedPull;
    }
  /** What `look-again` asked for. */
  | { readonly type: "time-passed" }
  | { readonly type: "stopped" };

/** What has to be done then. */
export type PullEffect =
  | {
      readonly type: "explain";
      readonly key: string;
      readonly failure: FailedPull;
    }
  | { readonly type: "follow-events" }
  | { readonly type: "warn"; readonly message: string }
  /** Null where the pods can't be watched, or fail in a way that is not understood. */
  | { readonly type: "see"; readonly pods: readonly V1Pod[] | null }
  /** Unless something else happens before. */
  | { readonly type: "look-again"; readonly milliseconds: number }
  | { readonly type: "end"; readonly ended: EndedPull };

/** A pull that has failed in a way that waiting can't cure. */
export interface EndedPull {
  readonly explanation: string;
  /** What the node said, without user names and credentials. */
  readonly message: string;
}

export type PullStep = readonly [Pulls, readonly PullEffect[]];
