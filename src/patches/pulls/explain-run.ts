import type { V1Pod } from "@kubernetes/client-node";
import type { GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { Patch } from "../patch.js";
import type { EndedPull } from "./pull-events.js";
import { watchPulls } from "./pull-wait.js";

interface AwaitParams {
  readonly log: GardenLog;
  readonly timeoutSec?: number;
}

/** What Garden runs a pod of its own with, once. */
interface Runner {
  readonly api: KubeApi;
  readonly namespace: string;
  readonly podName: string;
  awaitRunningPod(
    params: AwaitParams,
    startedAt: Date,
    ...rest: never[]
  ): Promise<unknown>;
  prepareLogsFollower(...args: never[]): LogsFollower;
}

/** Streams the main container's log; at the end it waits for the rest of it. */
interface LogsFollower {
  close(): void;
  closeAndFlush(...args: never[]): Promise<void>;
}

type PodRunner = new (...args: never[]) => Runner;

/** Garden waits for its one-shot pods by looking at the main container only, and waits for the log of a container that
 *  never started before it says that it did not. The patch waits for the images first. */
export const explainRun: Patch<PodRunner> = {
  id: "explain-run",
  pod: "none: failed pulls of Runs, Tests and builds are explained",
  declares: "PodRunner",
  file: "plugins/kubernetes/run.ts",
  parameters: ["awaitRunningPod", "prepareLogsFollower"],
  uses: ["PodRunnerError"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "a failed pull ends after 20 s with `Failed to start Pod`, and without a cause",
  wrap: (original, context) =>
    new Proxy(original, {
      construct(target, args, newTarget) {
        const runner = Reflect.construct(target, args, newTarget) as Runner;
        const awaitRunningPod = runner.awaitRunningPod.bind(runner);
        const prepareLogsFollower = runner.prepareLogsFollower.bind(runner);
        let ended: EndedPull | null = null;
        runner.prepareLogsFollower = (...args) => {
          const follower = prepareLogsFollower(...args);
          const closeAndFlush = follower.closeAndFlush.bind(follower);
          follower.closeAndFlush = async (...given) => {
            if (ended === null) await closeAndFlush(...given);
            else follower.close();
          };
          return follower;
        };
        runner.awaitRunningPod = async (params, startedAt, ...rest) => {
          ended = await pullsOf(runner, params, startedAt);
          if (ended !== null) {
            throw new (context.name("PodRunnerError"))({
              message: `${ended.explanation}\n\n${ended.message}`,
              details: {},
            });
          }
          return await awaitRunningPod(params, startedAt, ...rest);
        };
        return runner;
      },
    }),
};

/** A pod that has been created is seen in so many milliseconds, or not at all. */
const seenMs = 5000;

/** Waits until the pod's images are there, it is gone, or Garden's own time is over. Returns the explanation where one
 *  can't be pulled, else null. */
async function pullsOf(
  { api, namespace, podName }: Runner,
  { log, timeoutSec }: AwaitParams,
  startedAt: Date,
): Promise<EndedPull | null> {
  let leave: (none: null) => void = () => undefined;
  const over = new Promise<null>((resolve) => {
    leave = resolve;
  });
  const leaveIn = (milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => leave(null), Math.max(milliseconds, 0));

  const unseen = leaveIn(seenMs);
  let hasBeenSeen = false;
  const wait = watchPulls(
    { api, log, namespace },
    (pods) => pods.filter(({ metadata }) => metadata?.name === podName),
    (pods) => {
      if (pods !== null && pods.length === 0 && !hasBeenSeen) return;
      hasBeenSeen = true;
      clearTimeout(unseen);
      if (!pods?.some(isPulling)) leave(null);
    },
  );
  const timeout =
    timeoutSec === undefined
      ? undefined
      : leaveIn(startedAt.getTime() + timeoutSec * 1000 - Date.now());
  try {
    const ended = await Promise.race([wait.ended, over]);
    const explanation = wait.lastExplanation();
    if (ended !== null || explanation === null || wait.state() !== "waiting")
      return ended;
    return {
      explanation,
      message: `Timed out after ${String(timeoutSec)} seconds.`,
    };
  } finally {
    clearTimeout(unseen);
    clearTimeout(timeout);
    wait.stop();
  }
}

/** Whether a container may still wait for its image. Where all run, or one has ended, the pod is Garden's to look at. */
function isPulling({ status }: V1Pod): boolean {
  if (status?.phase === "Succeeded" || status?.phase === "Failed") return false;
  const states = (status?.containerStatuses ?? []).map(({ state }) => state);
  return (
    states.length === 0 ||
    (states.some((state) => !state?.running) &&
      !states.some((state) => state?.terminated))
  );
}
